// Times as the scheme's people read them on the wall: in the policy's time zone.

export interface Local {
  year: number;
  month: number; // 1..12
  day: number;
  hour: number;
  minute: number;
}

export type LocalProblem = 'not_a_time' | 'skipped' | 'twice';

const formats = new Map<string, Intl.DateTimeFormat>();

function wallFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

// seconds: since 1970 UTC.
export function toLocal(seconds: number, zone: string): Local {
  const part: Record<string, number> = {};
  for (const { type, value } of wallFormat(zone).formatToParts(seconds * 1000)) {
    part[type] = Number(value);
  }
  const at = (name: string): number => part[name] ?? 0;
  return {
    year: at('year'),
    month: at('month'),
    day: at('day'),
    hour: at('hour'),
    minute: at('minute'),
  };
}

const asUtc = (at: Local): number =>
  Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute) / 1000;

// Seconds since 1970 UTC of a time on the wall. Where the clocks change it may not exist, or come twice.
export function toUtc(local: Local, zone: string): number | LocalProblem {
  const wall = asUtc(local);
  const same = new Date(wall * 1000);
  if (
    !Object.values(local).every(Number.isInteger) ||
    local.year < 1970 ||
    local.year > 9999 ||
    same.getUTCMonth() + 1 !== local.month ||
    same.getUTCDate() !== local.day ||
    same.getUTCHours() !== local.hour ||
    same.getUTCMinutes() !== local.minute
  ) {
    return 'not_a_time';
  }
  // A zone's offset a day before and a day after: around a change the two differ.
  const day = 86400;
  const candidates = new Set(
    [wall - day, wall + day].map((near) => wall - (asUtc(toLocal(near, zone)) - near)),
  );
  const [first, ...more] = [...candidates].filter((at) => asUtc(toLocal(at, zone)) === wall);
  if (first === undefined) return 'skipped';
  return more.length > 0 ? 'twice' : first;
}

// "2027-08-04" of a day as it was typed, whether or not there is such a day.
export function isoOf({ day, month, year }: Record<'day' | 'month' | 'year', string>): string {
  const two = (part: string): string => part.trim().padStart(2, '0');
  return `${year.trim()}-${two(month)}-${two(day)}`;
}

// "2026-11-01" as a day, or null.
export function dayOf(iso: string): Local | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (match === null) return null;
  const day = {
    year: Number(match[1]),
    month: Number(match[2]),
    day: Number(match[3]),
    hour: 0,
    minute: 0,
  };
  return toUtc(day, 'UTC') === 'not_a_time' ? null : day;
}

// "5 March 2027"; with the weekday "Tuesday 24 November 2026".
export function dateInWords(at: Local, locale: string, weekday = false): string {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  for (const { type, value } of format.formatToParts(asUtc(at) * 1000)) part[type] = value;
  const date = `${part.day ?? ''} ${part.month ?? ''} ${part.year ?? ''}`;
  return weekday ? `${part.weekday ?? ''} ${date}` : date;
}

// Whole days from one ISO day to another; negative when it lies before.
export function daysBetween(from: string, to: string): number | null {
  const [a, b] = [dayOf(from), dayOf(to)];
  return a === null || b === null ? null : (asUtc(b) - asUtc(a)) / 86400;
}

// 0: Monday … 6: Sunday
export function weekdayOf(at: Local): number {
  return (new Date(asUtc(at) * 1000).getUTCDay() + 6) % 7;
}
