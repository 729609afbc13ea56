// Watches many event streams over plain sockets and costs little itself: watch PORT HEADERS, then a path a line on standard input.
// Says READY once every stream has begun, and on SIGTERM what came, as JSON: events, events out of order, streams that ended,
// and the latencies in ms of all texts `clock…` that carry the microseconds of the machine's own clock.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  int fd;
  long last_seq;
  char *rest; // the beginning of a line whose end has not come
  size_t rest_length, rest_room;
} Stream;

static volatile sig_atomic_t over = 0;
static long connected = 0, events = 0, disorder = 0, ended = 0;
static float *latencies;
static size_t timed = 0, latency_room = 1 << 20;

static void on_signal(int signal) { (void)signal, over = 1; }

static int64_t now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static void take_latencies(const char *line, const char *end, int64_t now) {
  for (const char *at = line; (at = memmem(at, end - at, "clock", 5)) != NULL;) {
    at += 5;
    if (timed == latency_room) latencies = realloc(latencies, (latency_room *= 2) * sizeof *latencies);
    latencies[timed++] = (now - atoll(at)) / 1000.0f;
  }
}

static int starts(const char *line, const char *end, const char *with) {
  size_t length = strlen(with);
  return (size_t)(end - line) >= length && memcmp(line, with, length) == 0;
}

static void take_line(Stream *stream, const char *line, const char *end, int64_t now) {
  if (starts(line, end, "data: ")) take_latencies(line, end, now);
  else if (starts(line, end, "id: ")) {
    // a snapshot from the row stands for events that the log does not have: it has no number of its own
    const char *point = memchr(line, '.', end - line);
    if (point == NULL) return;
    long seq = atol(point + 1);
    disorder += seq != stream->last_seq + 1;
    stream->last_seq = seq;
    events++;
  } else if (starts(line, end, "event: connected")) connected++;
  else if (starts(line, end, "event: return")) ended++;
}

static void take(Stream *stream, char *from, size_t length, int64_t now) {
  char *end = from + length, *newline;
  for (; (newline = memchr(from, '\n', end - from)) != NULL; from = newline + 1) take_line(stream, from, newline, now);
  stream->rest_length = end - from;
  if (stream->rest_length > stream->rest_room) {
    char *room = malloc(stream->rest_room = stream->rest_length * 2);
    memcpy(room, from, stream->rest_length);
    free(stream->rest);
    stream->rest = room;
  } else memmove(stream->rest, from, stream->rest_length);
}

static int open_stream(int port, const char *headers, const char *path) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
    perror("connect");
    exit(1);
  }
  dprintf(fd, "GET %s HTTP/1.1\r\nhost: 127.0.0.1:%d\r\naccept: text/event-stream\r\n%s\r\n", path, port, headers);
  return fd;
}

static int compare(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

static double at_share(double share) {
  size_t at = timed * share;
  return timed == 0 ? 0 : latencies[at < timed ? at : timed - 1];
}

int main(int count, char **args) {
  if (count != 3) return 2;
  static char path[65536], buffer[1 << 20];
  struct epoll_event happened[256];
  struct sigaction action = {.sa_handler = on_signal};
  sigaction(SIGTERM, &action, NULL);
  latencies = malloc(latency_room * sizeof *latencies);
  int poll = epoll_create1(0);
  long streams = 0, told = 0;
  while (fgets(path, sizeof path, stdin) != NULL) {
    path[strcspn(path, "\n")] = 0;
    Stream *stream = calloc(1, sizeof *stream);
    stream->fd = open_stream(atoi(args[1]), args[2], path);
    epoll_ctl(poll, EPOLL_CTL_ADD, stream->fd, &(struct epoll_event){.events = EPOLLIN, .data.ptr = stream});
    streams++;
  }
  while (!over) {
    int ready = epoll_wait(poll, happened, 256, -1);
    for (int i = 0; i < ready; i++) {
      Stream *stream = happened[i].data.ptr;
      size_t rest = stream->rest_length < sizeof buffer / 2 ? stream->rest_length : 0;
      if (rest > 0) memcpy(buffer, stream->rest, rest);
      ssize_t length = read(stream->fd, buffer + rest, sizeof buffer - rest);
      if (length > 0) take(stream, buffer, rest + length, now_us());
      else close(stream->fd);
    }
    if (!told && connected == streams) told = 1, puts("READY"), fflush(stdout);
  }
  qsort(latencies, timed, sizeof *latencies, compare);
  printf("{\"events\":%ld,\"disorder\":%ld,\"ended\":%ld,\"timed\":%zu,\"p50\":%.3f,\"p95\":%.3f,\"p99\":%.3f}\n", events, disorder,
         ended, timed, at_share(0.5), at_share(0.95), at_share(0.99));
}
