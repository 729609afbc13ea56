import type { MessageDescriptor } from '@lingui/core';
import type { Role } from '@millrace/contract/session/session';
import type { AnyRoute, LinkProps } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';

type At = { workspaceId: string };

/** An entry of the main menu and of *Go to* in the palette. */
export type NavItem = {
  label: MessageDescriptor;
  /** Lowest first. */
  position: number;
  icon: LucideIcon;
  link(at: At): LinkProps;
  /** Its keys in `shortcuts.ts`. */
  keys?: string;
};

/** An entry of *Do* in the palette. */
export type Command = {
  label: MessageDescriptor;
  icon: LucideIcon;
  /** Further words that find it. */
  keywords?: MessageDescriptor;
  keys?: string;
  /** The least role that may do it. Default: everybody. */
  role?: Role;
} & ({ link(at: At): LinkProps } | { run(): void });

/** Things of a workspace that the palette finds by their titles. */
export type Listed = {
  heading: MessageDescriptor;
  icon: LucideIcon;
  /** A hook. */
  useItems(at: At): { id: string; title: string }[];
  link(at: At & { id: string }): LinkProps;
};

/** A tab of *Settings*; the lowest position is first. */
export type SettingsTab = { label: MessageDescriptor; position: number; link(at: At): LinkProps };

/** What the palette offers for whatever is typed. */
export type Typed = {
  heading: MessageDescriptor;
  icon: LucideIcon;
  label(query: string): string;
  link(at: At & { query: string }): LinkProps;
};

/**
 * What a feature offers to the shell, as `features/x/face.ts`. All but the routes is annotated with the types above, none
 * of which is a union, since the router's type is made of the faces' routes and links are checked against the router's type.
 */
export type Face = {
  /** Pages of a workspace. */
  routes?: readonly AnyRoute[];
  nav?: readonly NavItem[];
  /** Pages under *Settings*, with their tab. */
  settingsRoutes?: readonly AnyRoute[];
  settingsTabs?: readonly SettingsTab[];
  commands?: readonly Command[];
  listed?: Listed;
  typed?: Typed;
};
