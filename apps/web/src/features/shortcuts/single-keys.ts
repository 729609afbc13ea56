import { localSwitch } from '../theme/local-switch.ts';

/** Whether single letters are shortcuts. */
export const { set: setSingleKeys, isOn: singleKeysOn, use: useSingleKeys } = localSwitch('millrace.single-keys', true);
