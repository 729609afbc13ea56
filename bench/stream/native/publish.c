// Announces events on many channels at an even rate, as the append script of the bus does: publish PORT PASSWORD RATE SECONDS, then a
// channel a line on standard input. RATE is of each channel. Nothing is appended to a log: the load is the API's alone.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int64_t now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static int put(char *into, const char *channel, long seq) {
  char entry[256];
  int length = sprintf(entry,
                       "1700000000000000.%ld {\"type\":\"progress\",\"progress\":{\"content\":{\"at\":%ld,\"text\":\"clock%lld "
                       "and thirty more letters of text\"}}}",
                       seq, seq * 52, (long long)now_us());
  return sprintf(into, "*3\r\n$7\r\nPUBLISH\r\n$%zu\r\n%s\r\n$%d\r\n%s\r\n", strlen(channel), channel, length, entry);
}

static void send_all(int fd, const char *from, size_t length) {
  for (ssize_t sent; length > 0; from += sent, length -= sent)
    if ((sent = write(fd, from, length)) <= 0) exit(1);
}

int main(int count, char **args) {
  if (count != 5) return 2;
  static char line[4096], out[1 << 20], replies[65536];
  char **channels = NULL;
  long known = 0, said = 0;
  for (; fgets(line, sizeof line, stdin) != NULL; known++) {
    line[strcspn(line, "\n")] = 0;
    channels = realloc(channels, (known + 1) * sizeof *channels);
    channels[known] = strdup(line);
  }
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(args[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) return 1;
  dprintf(fd, "*2\r\n$4\r\nAUTH\r\n$%zu\r\n%s\r\n", strlen(args[2]), args[2]);
  double each_us = 1e6 / (atof(args[3]) * known);
  long total = atof(args[3]) * known * atof(args[4]);
  for (int64_t began = now_us(); said < total; nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL)) {
    long due = (now_us() - began) / each_us;
    size_t length = 0;
    for (; said < due && said < total && length < sizeof out - 8192; said++)
      length += put(out + length, channels[said % known], said / known + 1);
    send_all(fd, out, length);
    while (recv(fd, replies, sizeof replies, MSG_DONTWAIT) > 0) {}
  }
  usleep(500000);
  printf("%ld\n", said);
}
