import { i18n } from '@lingui/core';
import { messages } from '../../locales/en.po';

// the macros import this module (see lingui.config.ts), so a language exists before the first text is made: English until another is chosen
i18n.loadAndActivate({ locale: 'en', messages });

export { i18n };
