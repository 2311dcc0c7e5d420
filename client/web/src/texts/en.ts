// Everything that people read, in English; a section for each area of screens, a key for each screen. Its
// shape is the shape of every other language (texts.ts). {names} are filled in by fill().
//
// Say "you". Plain, calm, no advice by command. Say what happened, what is safe, what to do next. Never
// whether or when anything went, never how many, never when to come back but the visiting days.

export const en = {
  // What is the same on every page, and the words of the components.
  app: {
    language: 'en',
    locale: 'en-GB',
    title: 'Staff support', // of every page, in the window's title
    skip: 'Skip to main content',
    menu: 'Menu',
    ways: 'Help and way out',
    leave: 'Leave this page',
    more: 'More pages',
    parcels: 'One sealed parcel goes now and then, and one when you leave.',
    endOfBrowser:
      'If the whole browser is ended at once, the last parcel may be lost. What you did before it is safe.',
    back: 'Back',
    continue: 'Continue',
    change: 'Change',
    errorPrefix: 'Error: ',
    errorHeading: 'There is a problem',
    information: 'Information: ',
    care: {
      emergency: 'Immediate action required: ',
      urgent: 'Urgent advice: ',
      'non-urgent': 'Advice: ',
    },
    day: 'Day',
    month: 'Month',
    year: 'Year',
    // "5pm", "5:30pm", "midday", "midnight"
    time: (hour: number, minute: number): string => {
      if (minute === 0 && hour === 0) return 'midnight';
      if (minute === 0 && hour === 12) return 'midday';
      const past = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
      return `${hour % 12 === 0 ? 12 : hour % 12}${past}${hour < 12 ? 'am' : 'pm'}`;
    },
    dateAndTime: '{date}, {time}',
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    and: ' and ',
    links: {
      start: 'Start',
      supporters: 'Supporters',
      open: 'Your locker',
      help: 'If you need help now',
      how: 'How it works',
      who: 'Who it is for',
      privacy: 'What can be seen',
      safety: 'Shared computers',
      facilitators: 'Suggesting it to somebody',
      days: 'Visiting days',
      month: 'This month',
      desk: 'For leads',
      accessibility: 'Accessibility',
    },
  },

  // What is shown wherever the scheme's public files are awaited, or cannot be had.
  scheme: {
    waiting: 'Fetching what everybody may read, and checking it …',
    notThere: 'The list could not be fetched',
    distrusted: 'This page does not trust what it was given',
    noAnswer: [
      'The service did not answer. Nothing of yours is lost: nothing was open.',
      'Please look at the network of this computer and try again, or come back another day.',
    ],
    // Something is wrong with the log, the policy or the list itself.
    wrong: [
      'What the service gave out is not what the leads of the scheme signed, so it is not shown here.',
      'Nothing of yours is affected. Please do not open a locker now, and tell one of the leads what you saw on this page.',
    ],
    tryAgain: 'Try again',
    lastChecked: 'Last checked {date}',
    old: 'This was checked more than 90 days ago. It may no longer be right.',
    reviewed: 'These texts were last reviewed on {date}.',
  },

  emergency: {
    heading: 'Call 999 or go to A&E now if somebody is in danger',
    items: [
      'you have hurt yourself, or think that you may',
      'you or somebody else cannot be kept safe',
      'somebody’s life is at risk',
    ],
    notWatched: 'Nobody watches this service round the clock, and it is not for emergencies.',
  },

  start: {
    heading: 'Talk with a colleague who listens',
    lead: 'Trained doctors listen to other doctors here: informally, confidentially, one to one.',
    what: {
      heading: 'What it is',
      items: [
        'You choose one supporter from a public list.',
        'You say how you like to be contacted. Nothing else is asked: no name, no reason.',
        'The supporter answers and offers up to three meetings of one hour, at times and places that suit you both.',
        'After the third meeting, or whenever either of you wishes, it ends. Nobody has to say why.',
      ],
    },
    not: {
      heading: 'What it is not',
      items: [
        'It is not coaching, performance management, conflict resolution or part of a disciplinary process.',
        'It does not take the place of occupational health, human resources or your own doctor.',
        'It is not an emergency service, and nobody watches it round the clock.',
      ],
    },
    confidence: {
      heading: 'How confidentiality works',
      paragraphs: [
        'Visiting is visible. Contacting is not. Whoever runs this service can see that somebody opened a locker, and cannot see whether they contacted anybody.',
        'What you write is sealed on your own device. Only the supporter whom you choose can open it.',
        'No written record is made of what you say. Nobody who suggested this to you will learn whether you made contact.',
      ],
    },
    limits: {
      heading: 'Where confidentiality ends',
      paragraphs: [
        'Confidentiality may not be absolute where patients or other people are at risk of serious harm. Your supporter then follows the principles of the General Medical Council, and speaks with you first wherever that is safe.',
        'If the risk is to you alone, what happens is your decision. Your supporter will help you to find help.',
      ],
      more: 'What this service can and cannot see',
    },
    locker: {
      heading: 'Open a locker, whether or not you ever need it',
      paragraphs: [
        'Everybody who may use the scheme is invited to open a locker, whether or not they ever need it. The more colleagues have one, the less an open locker says about anybody.',
        'You need a slip. Everybody gets one; spare ones lie in an open box, and nobody keeps a list.',
      ],
      button: 'Go to your locker',
    },
  },

  who: {
    heading: 'Who it is for',
    none: 'The leads of the scheme have not said on this page who it is for. Please ask one of them.',
    voluntary:
      'Only you can make contact. Nobody can do it for you, and nobody is told whether you did.',
    elsewhere: 'If it is not for you, or not enough',
    elsewhereText:
      'These people and places are there for you. You are welcome to tell them that you found them here.',
    answerStays: 'Nothing that you read or choose on this page leaves your computer.',
  },

  help: {
    heading: 'If you need help now',
    others: 'Other people who can help',
    noSignposts: 'The leads of the scheme have not named anybody here yet.',
    leads:
      'You can also speak with the leads of the scheme. That is not an anonymous enquiry: they will know who you are.',
  },

  how: {
    heading: 'How it works',
    none: 'The leads of the scheme have not written anything here yet.',
  },

  supporters: {
    heading: 'Supporters',
    lead: 'Everybody here is a trained doctor who will be pleased to be contacted. What they say about themselves is theirs.',
    stays:
      'The whole list is on your computer already. Nobody learns whom you look at, or what you look for.',
    empty: 'Nobody is on the list yet.',
    noneLeft: 'Nobody on the list fits all of this. Please choose less.',
    changed: 'The list below has changed.',
    filters: 'Choose whom to show',
    any: 'Anybody',
    nobody: 'Nobody',
    reset: 'Show everybody',
    filter: {
      specialty: 'Specialty',
      site: 'Site',
      languages: 'Language',
      interests: 'What they have said about themselves',
    },
    hide: {
      specialty: 'Hide people of this specialty or department',
      site: 'Hide people at this site',
    },
    fields: {
      grade: 'Grade',
      site: 'Site',
      specialty: 'Specialty',
      languages: 'Languages',
      interests: 'About me',
      about: 'In my own words',
    },
    paused: 'Takes no enquiries this week',
    choose: 'Choose {name}',
    toChoose: 'To choose somebody, open your locker.',
  },

  facilitators: {
    heading: 'If you would like to suggest peer support to a colleague',
    paragraphs: [
      'Thank you for thinking of them. Give them the address of this service, or a leaflet, and leave it there.',
      'Everything that follows is confidential. You will hear nothing: not what was said, and not even whether they made contact. Please do not ask them.',
      'It only works when it is their own wish. You cannot make contact for somebody else, and there is no form for it.',
      'The address is the same for everybody, and says nothing about who passed it on.',
    ],
    address: 'The address to pass on',
    worried:
      'If you are worried about somebody’s safety, or about patients or other people, do not wait for peer support. Use the ways that you would use otherwise.',
  },

  days: {
    heading: 'Visiting days',
    lead: 'On {days} every supporter of the scheme visits, whether or not anything waits for them.',
    everybody:
      'You may visit on any day. An answer is most likely to be there after a visiting day, so a colleague who is waiting for one may like to visit on the same days.',
    calendar: 'A reminder for your calendar',
    calendarText:
      'The file puts an entry for the whole day into your calendar. Its title is “{title}” and it says nothing else. It is the same for everybody.',
    none: 'This scheme has no visiting days.',
    button: 'Get the calendar file',
    fileName: 'reminder.ics',
    eventTitle: 'Reminder: ten minutes',
  },

  privacy: {
    heading: 'What can be seen, and what cannot',
    promise:
      'Visiting is visible. Contacting is not. For any given times and lengths of visits, everything that the service’s computer, the broker, ever has is the same whether the visitor contacted somebody or nobody.',
    table: {
      caption: 'What the broker can and cannot see',
      head: ['', 'The broker'],
      rows: [
        ['That a locker was opened, how often, and how long it stayed open', 'Sees it'],
        [
          'That a code from a slip was used, once',
          'Sees it. Not by whom; and nothing links the code to the locker afterwards',
        ],
        ['Who the supporters are, what they say about themselves, when they pause', 'It is public'],
        [
          'Whether a visit contacted somebody',
          'Cannot see it. Every visit has the same requests of the same sizes',
        ],
        ['Who contacted whom, what was said, how somebody wants to be reached', 'Cannot see it'],
        ['That two people are in touch, how often they met, that it ended', 'Cannot see it'],
        ['What is in a locker', 'Cannot open it'],
        ['The network address of the visitor', 'Sees it, unless the scheme uses a relay'],
      ],
    },
    notCovered: {
      heading: 'What the promise does not cover',
      items: [
        'The broker sees that a locker was opened, how often and how long, not why.',
        'An employer’s network sees that the site was visited.',
        'A person’s own device, and the code that this web page delivers, must be trusted. The program for the command line does not come from the broker.',
        'People are not machines. Somebody who is in touch with a supporter tends to visit more often, and patterns of visits over months can say something. Visiting days, and lockers for everybody, are there to blur that.',
        'Your supporter knows how you asked to be contacted, and whatever you tell them.',
      ],
    },
    browser: {
      heading: 'In your browser',
      paragraphs: [
        'There are no cookies, and nothing is stored: no words, no names, no history of what you did. When you leave, what was open is gone from this computer’s memory of the page.',
        'The browser keeps the files of the page itself, which are the same for everybody, until you press “Leave this page”. It also remembers the addresses of the pages for everybody, like any browser.',
        'There are no requests to anybody else: no counting, no fonts, no pictures from other places.',
      ],
    },
    words: {
      heading: 'Your seven words',
      paragraphs: [
        'Seven words open your locker. They never leave your computer, and nobody can look them up or replace them. Whoever has them can open your locker.',
        'A locker that nobody opens for about a year is deleted.',
      ],
    },
    check:
      'You need not believe this page. The program is public, and an engineer whom you trust can check it.',
  },

  safety: {
    heading: 'If you share a computer, or use one at work',
    paragraphs: [
      '“Leave this page” is in the same place on every page. It closes what is open, empties what the browser kept of this service, and goes to an ordinary page. Closing the window does the same, except for emptying.',
    ],
    before: {
      heading: 'Before you begin',
      items: [
        'Your own device on your own network tells an employer nothing. A phone is enough.',
        'On a shared computer, a private window leaves no history behind when you close it.',
        'If several people use one account on a computer, log out of it when you go.',
      ],
    },
    after: {
      heading: 'What leaving does not do',
      items: [
        'It does not remove the address of this site from the history of the browser. A private window does, or you can do it by hand.',
        'It does not hide from an employer’s network that the site was visited.',
        'On a computer that belongs to an employer, programs that watch the screen or the keys cannot be ruled out. Nothing here can see them or stop them.',
      ],
    },
    network: {
      heading: 'If the network fails',
      text: 'Nothing that was taken in is lost. What you do while the network is away goes with the next parcel, or is yours to do again at your next visit. The page tells you when it cannot reach the service.',
    },
    words: {
      heading: 'Your words',
      text: 'If somebody may have seen your seven words, open your locker and choose “New words”. The old ones open nothing from then on.',
    },
  },

  accessibility: {
    heading: 'Accessibility statement',
    lead: 'We want everybody to be able to use these pages. They follow the design system of the NHS.',
    can: {
      heading: 'What you can do here',
      items: [
        'change colours, contrast and fonts with the settings of your browser or device',
        'enlarge to 400% without anything running off the screen',
        'use everything with a keyboard alone',
        'paste words and codes instead of typing them',
        'take as long as you like: nothing on the pages runs out while you read',
      ],
    },
    status: {
      heading: 'How accessible it is',
      text: 'The pages are meant to meet the Web Content Accessibility Guidelines 2.2 at level AA. Nobody independent has audited them yet, so they are to be taken as partially compliant.',
    },
    known: {
      heading: 'What is not as it could be',
      items: [
        'Every page has the same title in the window, so that a title tells nobody what you read. The heading of the page says what it is.',
        'Without JavaScript only a page with the people whom you can speak with is shown, because everything is sealed on your own device.',
        'Texts of the scheme and of supporters are shown as they wrote them.',
      ],
    },
    tested: {
      heading: 'How it was tested',
      text: 'By machine, each time the program changes: every page and state with axe-core for WCAG 2.0, 2.1 and 2.2 levels A and AA, a walk with the keyboard alone, a width of 320 pixels, forced colours and reduced motion.',
      not: 'Not done yet: tests with screen readers, with voice control, and with people who use them.',
    },
    contact: {
      heading: 'If something does not work for you',
      text: 'Please tell one of the leads of the scheme; “How it works” says how to reach them. If you are not content with the answer, you can contact the Equality Advisory and Support Service.',
    },
    prepared:
      'This statement was prepared on {date} by the makers of the program. The organisation that runs the scheme has to complete it.',
    preparedOn: '2026-11-22',
  },

  // A browser that cannot do it, and a page that is not there.
  lacking: {
    heading: 'This browser cannot seal what you write',
    lead: 'So nothing was begun, and nothing is lost. Please use a newer browser: a current Chrome, Edge, Firefox or Safari will do. A phone is fine too.',
    needs: 'What is missing:',
    need: {
      wasm: 'WebAssembly. On some work computers it is turned off; another device will have it.',
      worker: 'web workers',
      keepalive: 'a way to finish a request after the page is closed (fetch with keepalive)',
      random: 'a source of random numbers',
      secure: 'a secure connection: the address has to begin with https',
    },
    people: 'See whom you can speak with instead',
  },
  notFound: {
    heading: 'There is no page here',
    text: 'The address may be mistyped. Nothing is lost.',
    start: 'Go to the start',
  },
};
