/** The kinds of files that are taken in: the media type, what people call it, and the extensions that a file of the kind may have. */
export const fileKinds = [
  { mediaType: 'application/pdf', label: 'PDF', extensions: ['.pdf'] },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    label: 'Word',
    extensions: ['.docx'],
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    label: 'Excel',
    extensions: ['.xlsx'],
  },
  { mediaType: 'text/csv', label: 'Table', extensions: ['.csv', '.tsv', '.tab'] },
  { mediaType: 'text/html', label: 'Web page', extensions: ['.html', '.htm', '.xhtml'] },
  { mediaType: 'text/markdown', label: 'Markdown', extensions: ['.md', '.markdown', '.mdown'] },
  { mediaType: 'text/plain', label: 'Text file', extensions: ['.txt', '.text', '.log'] },
  { mediaType: 'message/rfc822', label: 'Mail', extensions: ['.eml'] },
  { mediaType: 'image/png', label: 'Picture', extensions: ['.png'] },
  { mediaType: 'image/jpeg', label: 'Picture', extensions: ['.jpg', '.jpeg'] },
  { mediaType: 'image/webp', label: 'Picture', extensions: ['.webp'] },
  { mediaType: 'image/tiff', label: 'Picture', extensions: ['.tif', '.tiff'] },
  { mediaType: 'image/gif', label: 'Picture', extensions: ['.gif'] },
  { mediaType: 'audio/mpeg', label: 'Recording', extensions: ['.mp3'] },
  { mediaType: 'audio/wav', label: 'Recording', extensions: ['.wav'] },
  { mediaType: 'audio/ogg', label: 'Recording', extensions: ['.ogg', '.oga', '.opus'] },
  { mediaType: 'audio/webm', label: 'Recording', extensions: ['.webm', '.weba'] },
  { mediaType: 'audio/mp4', label: 'Recording', extensions: ['.m4a'] },
] as const;

export type MediaType = (typeof fileKinds)[number]['mediaType'];

/** As people are told them. */
export const fileKindsInWords =
  'PDF, Word (.docx), Excel (.xlsx), tables (.csv, .tsv), web pages (.html), Markdown (.md), plain text (.txt), emails (.eml), images (.png, .jpg, .webp, .tiff, .gif) and recordings (.mp3, .wav, .ogg, .webm, .m4a)';
