import { i18n } from '@lingui/core';
import { messages } from '../../locales/en.po';

// macros ask this module (see lingui.config.ts), so that no text is asked for before there is a language: English, until another is chosen
i18n.loadAndActivate({ locale: 'en', messages });

export { i18n };
