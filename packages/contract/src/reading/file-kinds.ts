/** The kinds of files that are taken in: the media type, what people call it, and the extensions that a file of the kind may have. */
export const fileKinds = [
  { mediaType: 'application/pdf', label: 'PDF', extensions: ['.pdf'] },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    label: 'Word',
    extensions: ['.docx', '.docm', '.dotx', '.dotm'],
  },
  { mediaType: 'application/msword', label: 'Word', extensions: ['.doc', '.dot'] },
  { mediaType: 'application/vnd.oasis.opendocument.text', label: 'Document', extensions: ['.odt', '.ott'] },
  { mediaType: 'application/rtf', label: 'Document', extensions: ['.rtf'] },
  { mediaType: 'application/epub+zip', label: 'EPUB', extensions: ['.epub'] },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    label: 'Presentation',
    extensions: ['.pptx', '.pptm', '.ppsx', '.ppsm', '.potx', '.potm'],
  },
  {
    mediaType: 'application/vnd.oasis.opendocument.presentation',
    label: 'Presentation',
    extensions: ['.odp', '.otp'],
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    label: 'Excel',
    extensions: ['.xlsx', '.xlsm', '.xltx', '.xltm'],
  },
  { mediaType: 'application/vnd.ms-excel', label: 'Excel', extensions: ['.xls', '.xlt'] },
  {
    mediaType: 'application/vnd.ms-excel.sheet.binary.macroenabled.12',
    label: 'Excel',
    extensions: ['.xlsb'],
  },
  { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', label: 'Table', extensions: ['.ods', '.ots'] },
  { mediaType: 'text/csv', label: 'Table', extensions: ['.csv', '.tsv', '.tab'] },
  { mediaType: 'application/json', label: 'JSON', extensions: ['.json'] },
  { mediaType: 'application/x-ndjson', label: 'JSON', extensions: ['.jsonl', '.ndjson'] },
  { mediaType: 'text/html', label: 'Web page', extensions: ['.html', '.htm', '.xhtml'] },
  { mediaType: 'text/markdown', label: 'Markdown', extensions: ['.md', '.markdown', '.mdown'] },
  { mediaType: 'text/plain', label: 'Text file', extensions: ['.txt', '.text', '.log'] },
  { mediaType: 'message/rfc822', label: 'Mail', extensions: ['.eml'] },
  { mediaType: 'application/vnd.ms-outlook', label: 'Mail', extensions: ['.msg'] },
  { mediaType: 'application/mbox', label: 'Mail', extensions: ['.mbox', '.mbx'] },
  { mediaType: 'application/zip', label: 'ZIP archive', extensions: ['.zip'] },
  { mediaType: 'image/png', label: 'Picture', extensions: ['.png'] },
  { mediaType: 'image/jpeg', label: 'Picture', extensions: ['.jpg', '.jpeg'] },
  { mediaType: 'image/webp', label: 'Picture', extensions: ['.webp'] },
  { mediaType: 'image/tiff', label: 'Picture', extensions: ['.tif', '.tiff'] },
  { mediaType: 'image/gif', label: 'Picture', extensions: ['.gif'] },
  { mediaType: 'image/heic', label: 'Picture', extensions: ['.heic', '.heif'] },
  { mediaType: 'audio/mpeg', label: 'Recording', extensions: ['.mp3'] },
  { mediaType: 'audio/wav', label: 'Recording', extensions: ['.wav'] },
  { mediaType: 'audio/ogg', label: 'Recording', extensions: ['.ogg', '.oga', '.opus'] },
  { mediaType: 'audio/webm', label: 'Recording', extensions: ['.webm', '.weba'] },
  { mediaType: 'audio/mp4', label: 'Recording', extensions: ['.m4a'] },
] as const;

export type MediaType = (typeof fileKinds)[number]['mediaType'];

/** As people are told them. */
export const fileKindsInWords =
  'PDF, Word (.docx, .doc), PowerPoint (.pptx), Excel (.xlsx, .xls, .xlsb), OpenDocument (.odt, .ods, .odp), .rtf, .epub, tables (.csv, .tsv), JSON (.json, .jsonl), web pages (.html), Markdown (.md), plain text (.txt), emails (.eml, .msg, .mbox), ZIP archives (.zip), images (.png, .jpg, .webp, .tiff, .gif, .heic) and recordings (.mp3, .wav, .ogg, .webm, .m4a)';

/** Kinds that people have and that are not read: what to do instead, as one sentence. By extension. */
export const insteadOf: ReadonlyMap<string, string> = new Map(
  (
    [
      [['.ppt', '.pps', '.pot'], 'Open it in PowerPoint or LibreOffice and save it as .pptx'],
      [['.pages'], 'Open it in Pages and export it as Word or PDF'],
      [['.numbers'], 'Open it in Numbers and export it as Excel or CSV'],
      [['.key'], 'Open it in Keynote and export it as PowerPoint or PDF'],
      [['.wpd', '.wps'], 'Open it in LibreOffice and save it as .docx'],
      [['.pst', '.ost'], 'Save the emails from Outlook as .msg files, or export them as .mbox'],
      [['.mobi', '.azw', '.azw3'], 'Convert it to .epub, for example with Calibre'],
      [['.gdoc', '.gsheet', '.gslides'], 'Download it from Google Drive as Word, Excel, PowerPoint or PDF'],
      [['.mht', '.mhtml'], 'Open it in a browser and save the page as HTML or PDF'],
      [['.odg', '.vsd', '.vsdx', '.pub', '.one', '.mpp', '.xps', '.djvu', '.ai', '.eps', '.psd'], 'Export it as PDF'],
      [['.rar', '.7z', '.tar', '.gz', '.tgz', '.bz2', '.xz'], 'Unpack it and add its files, or pack them as .zip'],
      [['.avif', '.bmp', '.svg'], 'Save the image as .png or .jpg'],
    ] as const
  ).flatMap(([extensions, advice]) => extensions.map((extension) => [extension, advice] as const)),
);
