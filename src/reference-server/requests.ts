import type { JsonObject } from '../model/json.js';

/** The bodies that the reference server accepts, as they are once their schema has let them through. */

export interface ProfileChoice {
  readonly id?: string;
  readonly name?: string;
  readonly save_changes?: boolean;
}

export interface ViewportWish {
  readonly width: number;
  readonly height: number;
  readonly refresh_rate?: number;
}

export interface BrowserUpdate {
  readonly proxy_id?: string | null;
  readonly disable_default_proxy?: boolean;
  readonly profile?: ProfileChoice;
  readonly viewport?: ViewportWish & { readonly force?: boolean };
}

export interface BrowserCreation {
  readonly headless?: boolean;
  readonly stealth?: boolean;
  readonly gpu?: boolean;
  readonly kiosk_mode?: boolean;
  readonly timeout_seconds?: number;
  readonly start_url?: string;
  readonly proxy_id?: string;
  readonly profile?: ProfileChoice | null;
  readonly viewport?: ViewportWish | null;
}

export interface ProfileCreation {
  readonly name?: string;
}

export interface ProxyCreation {
  readonly type: string;
  readonly name?: string;
  readonly protocol?: string;
  readonly bypass_hosts?: readonly string[];
  readonly config?: JsonObject;
}

export interface ReplayStart {
  readonly framerate?: number;
  readonly max_duration_in_seconds?: number;
}
