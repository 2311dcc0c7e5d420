import { describe, expect, it } from 'vitest';
import { hour, visitingDays } from '../src/calendar.ts';

const mondayWednesdayFriday = [true, false, true, false, true, false, false];

describe('the calendar file of the visiting days', () => {
  it('is an all-day entry each week, from the next such day on, and says nothing else', () => {
    expect(visitingDays(mondayWednesdayFriday, '2026-11-22', 'Reminder: ten minutes')).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//calendar//EN',
        'BEGIN:VEVENT',
        'UID:days-mo-we-fr@calendar.invalid',
        'DTSTAMP:20261122T000000Z',
        'DTSTART;VALUE=DATE:20261123',
        'DTEND;VALUE=DATE:20261124',
        'RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR',
        'SUMMARY:Reminder: ten minutes',
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
  });

  it('begins today where today is one of the days, and crosses the end of a year', () => {
    expect(visitingDays(mondayWednesdayFriday, '2026-11-23', 'x')).toContain(
      ';VALUE=DATE:20261123\r',
    );
    const sunday = [false, false, false, false, false, false, true];
    expect(visitingDays(sunday, '2026-12-31', 'x')).toContain('DTSTART;VALUE=DATE:20270103\r');
  });

  it('is the same for everybody on a day', () => {
    const file = (): string | null => visitingDays(mondayWednesdayFriday, '2026-11-22', 'x');
    expect(file()).toBe(file());
  });

  it('does not exist without days or without a date', () => {
    expect(visitingDays(Array<boolean>(7).fill(false), '2026-11-22', 'x')).toBeNull();
    expect(visitingDays(mondayWednesdayFriday, '', 'x')).toBeNull();
  });
});

describe('the calendar file of a meeting', () => {
  it('lasts an hour, in UTC', () => {
    const file = hour(Date.parse('2026-11-24T17:30:00Z') / 1000, 'Meeting', '');
    expect(file).toContain('DTSTART:20261124T173000Z\r\nDTEND:20261124T183000Z\r\n');
    expect(file).not.toContain('LOCATION');
  });

  it('escapes what has a meaning in the format', () => {
    expect(hour(0, 'a;b,c\\d', 'e\nf')).toContain('SUMMARY:a\\;b\\,c\\\\d\r\nLOCATION:e\\nf\r\n');
  });

  it('has no line above 75 bytes, and none that cuts a character', () => {
    const place = 'ä€😀'.repeat(40);
    const file = hour(0, 'x', place);
    for (const line of file.split('\r\n')) {
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    }
    expect(file.replaceAll('\r\n ', '')).toContain(`LOCATION:${place}\r\n`);
  });
});
