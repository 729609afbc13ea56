// Before any module: zod would try `new Function` to compile its checks, which the content policy refuses and reports.
globalThis.__zod_globalConfig = { jitless: true };
