async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // a directory is read in portions until one is empty
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return files;
    for (const inner of part) files.push(...(await filesIn(inner)));
  }
}

export const withoutHidden = (files: File[]): File[] => files.filter((file) => !file.name.startsWith('.'));

/** All files of a drop or a paste, including those in folders; hidden files in folders (`.DS_Store`) are left out, since nobody chose them. */
export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  // entries must be taken before the first await: the browser empties the list after the event
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...data.files];
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const files = await Promise.all(entries.filter((entry) => entry !== null).map(filesIn));
  return withoutHidden(files.flat());
}
