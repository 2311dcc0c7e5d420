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
    parcels: 'While a locker is open, one sealed parcel goes now and then, and one when you leave.',
    endOfBrowser:
      'If the whole browser is ended at once, the last parcel may be lost. What you did before it is safe.',
    back: 'Back',
    continue: 'Continue',
    working: 'One moment …',
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
      concern: 'Serious concerns, on paper',
      month: 'This month',
      totals: 'Figures',
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
    notFounded: {
      heading: 'This scheme has not begun yet',
      text: [
        'Nobody can open a locker or choose a supporter here yet: the two leads have not both signed its beginning.',
        'If you are one of them, or set up the scheme, the page for leads says what comes next.',
      ],
      desk: 'For leads and administrators',
    },
    tryAgain: 'Try again',
    lastChecked: 'Last checked {date}',
    old: 'This was checked more than 90 days ago. It may no longer be right.',
    reviewed: 'These texts were last reviewed on {date}.',
  },

  emergency: {
    heading: 'Call 999 or go to A&E now if:',
    items: [
      'you have hurt yourself, or think that you may',
      'you or somebody else cannot be kept safe',
      'somebody’s life is at risk',
    ],
    notWatched:
      'Nobody watches this service: what you write is read when somebody next visits, not at once. It is not for emergencies.',
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
        'It is not an emergency service: nobody watches it, and nothing is read at once.',
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
      'Everybody else is welcome on any day, and on these days above all: whether or not they are in touch with anybody, and whether or not they wait for anything.',
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
      head: ['What', 'The broker'],
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
      ],
      // One more row: what the policy says, or both ways as long as nothing is known of it.
      address: 'The network address of the visitor',
      addressSeen: 'Sees it: this scheme has no relay',
      addressHidden:
        'Cannot see it. Everything goes through {relay}, which belongs to somebody else and can open nothing',
      addressUnknown: 'Sees it, unless the scheme uses a relay',
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
        'A locker that nobody has opened for more than a year is deleted.',
      ],
    },
    licences: 'What these pages use of others, and its licences',
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
        'A phone of your own on mobile data will do; not the hospital’s Wi-Fi, and not a phone that your employer manages.',
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

  // Leads and administrators: the desk, keys, founding, slips, and what to do this month.
  lead: {
    start: {
      heading: 'For leads and administrators',
      about: [
        'Two leads answer for a scheme. They decide together who is on the list of supporters, by signing with a key of their own: a file and seven words. The service keeps neither.',
        'Administrators print the slips with which colleagues open a locker.',
        'Nobody learns here who has contacted whom, or whether anybody has. The service does not know it either.',
      ],
      leads: 'Leads',
      admins: 'Administrators',
      auditors: 'Auditors',
      trustees: 'Trustees of the figures',
      everybody: 'Everybody',
      links: {
        open: {
          name: 'See and sign what waits',
          hint: 'You need your key file and its seven words.',
        },
        lost: { name: 'A supporter has lost their words', hint: 'What to do, step by step.' },
        makeKey: { name: 'Make your key', hint: 'Once, before the scheme is set up.' },
        draft: {
          name: 'Sign the beginning of a scheme',
          hint: 'Once, with the draft that the service has written.',
        },
        slips: { name: 'Make slips', hint: 'Codes for colleagues, to print and hand out.' },
        audit: {
          name: 'Check a decision record',
          hint: 'What a recipient of a concern gave you. You need no key.',
        },
        trustees: {
          name: 'Trustees: become one, or visit',
          hint: 'You need no slip and no locker, but paper for seven words.',
        },
        month: { name: 'What to do this month', hint: 'The same page for everybody.' },
        totals: {
          name: 'Figures of the scheme',
          hint: 'Approximate totals by quarter, to read, print and save. The same page for everybody.',
        },
      },
    },
    founding: {
      heading: 'Found a scheme',
      about: 'This scheme has not begun yet. It begins in four steps:',
      steps: [
        'Each of the two leads makes a key and gives its public half to whoever sets up the scheme.',
        'Whoever sets it up runs sotto-broker init with both public keys and the scheme’s rules, and gives both leads the file genesis-draft.',
        'Each lead looks at the draft, signs it and gives back the signature.',
        'Whoever sets it up runs sotto-broker found with both signatures. A few seconds later these are the pages of the scheme: load them again.',
      ],
      yourPart: 'Your part as a lead',
    },
    trouble: {
      safe: 'What is safe',
      next: 'What to do next',
    },
    refusals: {
      not_a_key_file: {
        happened: 'This file is not a lead’s key',
        safe: 'Nothing was signed, and nothing left this device.',
        next: 'Choose the file that you kept when you made your key. It was called key.bin then, and is 137 bytes long.',
      },
      wrong_words: {
        happened: 'These words do not open this key file',
        safe: 'Nothing was signed, and nothing left this device. You can try as often as you like.',
        next: 'Look at each word. If you keep more than one key file, try the other.',
      },
      not_a_lead: {
        happened: 'This key is not one of the two leads’ keys',
        safe: 'Nothing was signed.',
        next: 'If you keep more than one key file, try the other. A key that was replaced signs nothing any more. Otherwise compare your public key with the ones that this scheme names; whoever set it up has them.',
      },
      not_a_draft: {
        happened: 'This file is not the draft of a scheme',
        safe: 'Nothing was signed.',
        next: 'Choose the file genesis-draft that sotto-broker init wrote, or a text file with what it printed.',
      },
      other_signature: {
        happened: 'The other lead’s signature in this draft is wrong',
        safe: 'You have not signed it.',
        next: 'The draft may have been changed since the other lead signed it. Ask whoever sets up the scheme for the draft again, and tell the other lead.',
      },
      no_such_proposal: {
        happened: 'This does not wait any more',
        safe: 'You have signed nothing just now.',
        next: 'It is complete, was taken back, or a newer one has taken its place. Open your key again to see what waits now.',
      },
      not_sound: {
        happened: 'This is not what the supporter, recipient or trustee wrote and signed',
        safe: 'You have not signed it, and it cannot be signed here.',
        next: 'Tell the other lead and whoever runs the service: somebody may have changed it. Whoever wrote it can hand it in again.',
      },
      no_memory: {
        happened: 'This device has too little free memory; the words need 128 MB',
        safe: 'Nothing was signed, and nothing left this device.',
        next: 'Close other programs or windows and try again, or use another device.',
      },
      six_words_differ: {
        happened: 'Not signed: these are not the six words that belong to this',
        safe: 'Nothing was signed, and nothing left this device.',
        next: 'Ask for the words again. If they still differ, somebody else may have made this proposal: do not sign it, and speak with the other lead.',
      },
      not_a_trustee_file: {
        happened: 'This file does not come from a trustee',
        safe: 'Nothing was signed, and nothing left this device.',
        next: 'Choose the file that the trustee gave you. It was called trustee.txt when they saved it.',
      },
      trustee_of_another: {
        happened: 'This was made for another scheme, or it was changed on the way',
        safe: 'Nothing was signed.',
        next: 'Ask the trustee for the file again, and tell the other lead if it stays so.',
      },
      not_listed: {
        happened: 'This person is not on the list any more',
        safe: 'Nothing was changed.',
        next: 'There is nothing left to do. Pages that were loaded before show the old list until they are loaded again.',
      },
    },
    failures: {
      no_answer: {
        happened: 'The service does not answer',
        safe: 'The list of supporters is as it was, unless you had just signed: then look again at what waits.',
        next: 'Look at your network connection, then try again.',
      },
      not_sotto: {
        happened: 'What answered is not the service',
        safe: 'Your key and your words are safe: they never leave this device.',
        next: 'A login page of your network may stand in between. Check the address and try again; if it stays so, tell whoever runs the service.',
      },
      not_founded: {
        happened: 'This scheme has not begun yet',
        safe: 'You have signed nothing just now.',
        next: 'Both leads sign its draft first, and whoever sets it up puts the signatures into the log. Then load this page again.',
      },
      wrong_log: {
        happened: 'This service belongs to another scheme',
        safe: 'You have signed nothing.',
        next: 'Check the address. If it is right, do not sign anything, and tell the other lead.',
      },
      log_invalid: {
        happened: 'The scheme’s public log breaks its own rules',
        safe: 'You have signed nothing.',
        next: 'Do not sign anything. Tell the other lead and whoever runs the service.',
      },
      log_rolled_back: {
        happened: 'The scheme’s public log is shorter than before',
        safe: 'You have signed nothing.',
        next: 'Do not sign anything. Tell the other lead and whoever runs the service.',
      },
      log_forked: {
        happened: 'The scheme’s public log tells another history than before',
        safe: 'You have signed nothing.',
        next: 'Do not sign anything. Tell the other lead and whoever runs the service.',
      },
      gateway_key_changed: {
        happened: 'The service has changed one of its keys in the meantime',
        safe: 'You have signed nothing.',
        next: 'Open the page again.',
      },
      not_cosigned: {
        happened: 'The scheme’s witnesses have not confirmed this log',
        safe: 'You have signed nothing.',
        next: 'Do not sign anything. Tell the other lead and whoever runs the service.',
      },
      cosigned_long_ago: {
        happened: 'The scheme’s witnesses last confirmed its public log more than two days ago',
        safe: 'You have signed nothing.',
        next: 'See that this device’s date is right. If it is, do not sign anything, and tell whoever runs the service.',
      },
      policy_mismatch: {
        happened: 'The service shows other rules than the ones that the leads signed',
        safe: 'You have signed nothing.',
        next: 'Do not sign anything. Tell the other lead and whoever runs the service.',
      },
      not_the_relay: {
        happened: 'This is not the address of the scheme’s relay',
        safe: 'You have signed nothing, and nothing of yours left this device.',
        next: 'This scheme is visited through its relay alone. Use the address that stands on the slips.',
      },
      no_pass_key: {
        happened: 'The public log has no pass key for this quarter',
        safe: 'The list of supporters is as it was.',
        next: 'A pass key may wait for your signature: look at what waits. If none does, tell whoever runs the service.',
      },
      draw_invalid: {
        happened: 'The passes do not belong to the scheme’s public log',
        safe: 'They were not taken.',
        next: 'Tell the other lead and whoever runs the service.',
      },
      directory_invalid: {
        happened: 'The list of supporters is not the one in the public log',
        safe: 'You have signed nothing.',
        next: 'Do not sign anything. Tell the other lead and whoever runs the service.',
      },
      board_invalid: {
        happened: 'A board is not the one in the scheme’s public log',
        safe: 'You have signed nothing.',
        next: 'Tell the other lead and whoever runs the service.',
      },
      locker_unreadable: {
        happened: 'What came back is not the locker',
        safe: 'You have signed nothing.',
        next: 'Tell the other lead and whoever runs the service.',
      },
      refused: {
        happened: 'The service did not take the request',
        safe: 'Nothing was changed.',
        next: 'Load the page again and try once more. If it stays so, tell whoever runs the service.',
      },
      locker_outdated: {
        happened: 'This copy of the locker is out of date',
        safe: 'You have signed nothing.',
        next: 'Load the page again and try once more.',
      },
      stale_version: {
        happened: 'The locker was opened somewhere else in the meantime',
        safe: 'Nothing is lost.',
        next: 'Try again.',
      },
      no_memory: {
        happened: 'This device has too little free memory; the words need 128 MB',
        safe: 'Nothing was signed, and nothing left this device.',
        next: 'Close other programs or windows and try again, or use another device.',
      },
    },
    // Of 'refused', where there is more to say.
    statuses: {
      wrong_day: {
        happened: 'The clock of this device and the service’s differ by more than a day',
        safe: 'Nothing was changed.',
        next: 'Set the clock of this device, or use another one.',
      },
      bad_signature: {
        happened: 'The service does not accept the signature of this key',
        safe: 'Nothing was changed.',
        next: 'Load the page again and open your key once more: if it was replaced meanwhile, you are told. If it stays so, tell whoever runs the service.',
      },
      not_listed: {
        happened: 'This person is not on the list any more',
        safe: 'Nothing was changed.',
        next: 'There is nothing left to do.',
      },
      try_later: {
        happened: 'The service cannot take this now',
        safe: 'Nothing was changed.',
        next: 'Try again later.',
      },
      unknown_lead: {
        happened: 'The service does not know this key as a lead’s',
        safe: 'Nothing was changed.',
        next: 'If you keep more than one key file, try the other.',
      },
      unknown_proposal: {
        happened: 'This does not wait any more',
        safe: 'Nothing was changed.',
        next: 'It is complete, was taken back, or a newer one has taken its place. Open your key again to see what waits now.',
      },
      stale_proposal: {
        happened: 'There is something newer about this supporter already',
        safe: 'Nothing was changed.',
        next: 'Open your key again to see what waits now.',
      },
      too_many_proposals: {
        happened: 'As much waits for the leads as the service holds',
        safe: 'Nothing is lost, and nothing was changed.',
        next: 'Sign what waits, or take it back, and try again.',
      },
    },
    makeKey: {
      heading: 'Make your key',
      about: [
        'A lead’s key signs who is on the list of supporters. It is made on this device, for you alone.',
        'You will get a small file and seven words. The file opens only with the words.',
      ],
      careHeading: 'Choose a good place and moment',
      care: [
        'Use a device that you trust: not a ward computer, and nobody behind you.',
        'Have pen and paper ready for the seven words, and a memory stick for the file.',
        'The two leads each make their own key, and nobody makes it for them.',
      ],
      button: 'Make a key',
    },
    keyWords: {
      heading: 'Write down the seven words of your key',
      about:
        'They are shown only once. Write them on paper. On the next page we ask for two of them.',
      button: 'I have written them down',
    },
    keyCheck: {
      heading: 'Type two of your words',
      why: 'So that you know that they can be read.',
    },
    keyFile: {
      heading: 'Keep your key',
      about:
        'Your key is made. Take both things from this page before you leave it: they cannot be shown again.',
      fileHeading: 'The file',
      file: [
        'Save it on a memory stick, and keep the stick in a locked drawer.',
        'Keep the words somewhere else: whoever has both can sign in your name.',
        'Without either of them you cannot sign, and nobody can sign in your name. Tell the other lead: they and whoever runs the service can put a new key into your place.',
      ],
      download: 'Save the key file',
      fileName: 'key.bin',
      publicHeading: 'Your public key',
      public:
        'Give it to whoever sets up the scheme. It is not secret; one click marks the whole of it, to copy. Read a few of its groups to them by telephone, so that you both know that it is yours.',
      downloadPublic: 'Save the public key',
      publicFileName: 'public-key.txt',
      done: 'I have kept both',
    },
    keyForm: {
      file: 'Your key file',
      fileHint: 'The file that you kept when you made your key. It stays on this device.',
      words: 'The seven words of your key',
      wordsHint: 'With spaces between them. They stay on this device.',
      noFile: 'Choose your key file',
      noWords: 'Type the seven words of your key',
      busy: 'Opening your key. This takes a few seconds.',
    },
    draft: {
      heading: 'Sign the beginning of a scheme',
      about:
        'Whoever sets up the scheme has run sotto-broker init and given you a file called genesis-draft. Both leads sign it. You see what is in it before you sign.',
      file: 'The draft',
      fileHint: 'The file genesis-draft, or a text file with what init printed.',
      noFile: 'Choose the draft',
    },
    draftSeen: {
      heading: 'What you sign',
      about:
        'With your signature you say: this is the scheme, these are its rules and its keys, and these two people lead it. The name of the log and the key of the receipts stay for ever. The other keys, and most of the rules, can be replaced later, by steps that the public log shows.',
      origin: 'Name of the scheme’s public log, for ever',
      policy: 'Fingerprint of the scheme’s rules',
      logKey: 'Key that signs the public log',
      receiptKey: 'Key that signs receipts',
      gatewayKey: 'Key to which requests are sealed',
      lead0: 'Public key of the first lead',
      lead1: 'Public key of the second lead',
      checkHeading: 'Before you continue',
      check: [
        'One of the two public keys is yours: compare it with the one on your own page.',
        'Ask the other lead to read theirs to you by telephone.',
        'Ask whoever sets up the scheme to read the fingerprint of the rules to you, and read the rules themselves.',
      ],
    },
    draftKey: {
      heading: 'Open your key to sign',
      button: 'Sign',
    },
    draftSigned: {
      heading: 'You have signed',
      which: ['Your key is that of the first lead.', 'Your key is that of the second lead.'],
      signature: 'Your signature',
      about:
        'Give it to whoever sets up the scheme. It is not secret. When both signatures are there, they run sotto-broker found, within 14 days of init.',
      download: 'Save the signature',
      fileName: 'signature.txt',
      noneKept: 'Nothing of it is kept here. The scheme begins only when both leads have signed.',
    },
    open: {
      heading: 'Open your key',
      about: 'You will see what waits for the leads’ signatures.',
    },
    waiting: {
      heading: 'What waits for signatures',
      none: 'Nothing waits to be signed.',
      look: 'Look at it',
      two: 'In this scheme both leads sign. What you sign takes effect once the other lead has signed too: the list of supporters from the week after, rules from the day after, all else at once. Until then everything stays as it is.',
      one: 'In this scheme one lead’s signature is enough for listings, recipients, trustees and removals. The list of supporters changes in the week after, all else at once. Keys and rules need both leads.',
      about: 'About',
      signatures: 'Signatures',
      signaturesOf: '{number} so far',
      noSignature: 'None yet',
      moreHeading: 'Something else',
      remove: 'Remove a supporter from the list',
      removeRecipient: 'Remove a recipient of concerns',
      addTrustee: 'Add a trustee of the figures, or replace one',
      lost: 'A supporter has lost their words',
      kinds: {
        listing: 'A supporter’s listing',
        removal: 'A supporter leaves the list',
        recipient: 'Somebody who receives concerns',
        'recipient-removal': 'A recipient of concerns leaves',
        'concerns-key': 'The service’s key for concerns',
        'pass-key': 'A pass key',
        'lead-key': 'A new key in a lead’s place',
        'log-key': 'A new key for the public log',
        policy: 'Other rules of the scheme',
        build: 'Pages that are served',
        trustee: 'A trustee of the figures',
      },
      passKeyFrom: 'Quarter from {date}, key {key}',
      passKey: 'Quarter number {epoch}, key {key}',
      unknownSupporter: 'A supporter who is not on today’s list',
      recipient: '{title} (place {place})',
      unknownRecipient: 'A recipient who is not there any more',
      concernsKey: 'Key number {number}',
    },
    listing: {
      heading: 'A supporter’s listing',
      about: 'This is what everybody will read about the supporter.',
      check: [
        'You know this person, and they are trained as a supporter.',
        'Every line is right.',
        'You can speak with them now, by telephone or face to face.',
      ],
      checkHeading: 'Sign it only if',
    },
    sixWords: {
      heading: 'Which six words does the supporter read out?',
      why: 'Telephone the supporter on a number that you know already, or meet them. They find six words on the page “Your six words for the leads” in their locker. The words belong to their key: so you know that the listing is theirs, and that nobody in between, the service included, has put another key in its place.',
      never:
        'Do not take the words from an e-mail or a message: whoever could change the listing could write that too.',
      label: 'The six words, in the order in which you hear them',
      button: 'Sign the listing',
      empty: 'Type the six words that the supporter reads out',
    },
    removal: {
      heading: 'Sign that this supporter leaves the list?',
      about: [
        'From the week after the last signature nobody can choose this supporter any more.',
        'Whoever is in contact with them already can finish what was agreed.',
        'A supporter who was removed can be listed again later.',
      ],
      button: 'Sign the removal',
      id: 'Number of the supporter in the public log',
    },
    recipient: {
      heading: 'Somebody who receives concerns',
      about: [
        'Supporters read this title and tick it when they seal a concern. Nobody but those who are ticked can open one.',
        'It holds as soon as it has all signatures.',
      ],
      title: 'Title',
      place: 'Place',
      now: 'Who is there now',
      nobody: 'Nobody',
      check: [
        'The Board has named this person to receive serious concerns.',
        'They visit every day, and somebody takes their place when they are away.',
        'Whoever is in this place now, if anybody, gives it up.',
        'You can speak with them now, by telephone or face to face.',
      ],
    },
    recipientWords: {
      heading: 'Which six words does the recipient read out?',
      why: 'Telephone the recipient on a number that you know already, or meet them. They find six words on the page “Your six words for the leads” in their locker. The words belong to their key: so you know that concerns will be sealed to them, and that nobody in between, the service included, has put another key in its place.',
      label: 'The six words, in the order in which you hear them',
      button: 'Sign the recipient',
      empty: 'Type the six words that the recipient reads out',
    },
    trustee: {
      heading: 'A trustee of the figures',
      about: [
        'More than half of the trustees, together with the service, open the approximate figures of a quarter. Nobody opens the figures of one supporter.',
        'It holds as soon as it has all signatures. Then all trustees make their key together, in two visits each.',
      ],
      title: 'Title',
      place: 'Place',
      now: 'Who is there now',
      nobody: 'Nobody',
      check: [
        'The Board has named this person, and they have no other place among the trustees.',
        'Whoever is in this place now, if anybody, gives it up.',
        'You can speak with them now, by telephone or face to face.',
      ],
    },
    trusteeWords: {
      heading: 'Which six words does the trustee read out?',
      why: 'Telephone the trustee on a number that you know already, or meet them. Their six words were shown to them together with the file that they gave you. The words belong to their key: so you know that nobody in between, the service included, has put another key in its place.',
      label: 'The six words, in the order in which you hear them',
      button: 'Sign the trustee',
      empty: 'Type the six words that the trustee reads out',
    },
    addTrustee: {
      heading: 'Add a trustee of the figures',
      about: [
        'A trustee makes a small file on the page for trustees and gives it to both leads. Nothing in it is secret.',
        'The same way puts somebody else into the place of a trustee who has left or never answers, or the same person with new words.',
      ],
      file: 'The trustee’s file',
      fileHint: 'It is called trustee.txt, or trustee.hex from the command line.',
      noFile: 'Choose the trustee’s file',
    },
    removeRecipientWho: {
      heading: 'Which recipient leaves?',
      why: 'For example because they leave their post, or somebody else may have their words. Name somebody else first, so that there is always one.',
      label: 'Recipient',
      nobody: 'Nobody receives concerns here.',
      empty: 'Choose a recipient',
    },
    recipientRemoval: {
      heading: 'Sign that this recipient leaves?',
      about: [
        'With the last signature no concern can be sealed to them any more, and they can open none.',
        'What was sealed to them alone nobody can open then: ask them first to open what is there, and supporters to telephone.',
        'A recipient who was removed can come back later.',
      ],
      button: 'Sign the removal',
    },
    concernsKey: {
      heading: 'Sign the service’s key for concerns',
      about: [
        'No recipient opens a concern without the service’s part, and it gives that only together with an entry in the log. This key belongs to that part. A new one is made when the old one may be known to somebody, or is lost.',
        'Whoever runs the service has the new key on a sheet, which belongs into an office outside the service. Let them read the key out from it, and sign it only if every character is the same.',
      ],
      button: 'Sign the key',
    },
    change: {
      about: {
        'lead-key': [
          'Whoever has this key signs in the lead’s place from then on, and the key before counts for nothing. A key that is lost or stolen is replaced by the other lead, and whoever runs the service accepts it.',
          'Speak with the person who takes the place, by telephone or face to face, and let them read the key out. Sign it only if every character is the same.',
        ],
        'log-key': [
          'With this key the service signs the public log once both leads have signed. A new one is made when the old one may be in other hands.',
          'Let whoever runs the service read the key out. Sign it only if every character is the same.',
        ],
        policy: [
          'The rules of the scheme change from the day after the second signature on, for everybody. Nobody can take that back but by changing them again.',
          'Read every line below and ask whoever proposed it why it changes. Sign only what you understand. A new witness of the log is somebody whom you have spoken with.',
        ],
        build: [
          'Whoever checks the pages compares them with this hash. Sign it only if you, or somebody whom you trust, built the pages from the same sources and found the same.',
        ],
      },
      of: {
        'lead-key': 'Place {of} of the leads',
        'log-key': 'Key number {of} of the log',
        policy: 'Rules number {of}',
        build: 'Version {of}',
      },
      fields: {
        reason: 'Reason',
        key: 'New key',
        hash: 'Hash of the rules',
        manifest: 'Hash of the pages',
      },
      policy: {
        caption: 'What changes',
        rule: 'Rule',
        before: 'Now',
        after: 'Then',
        nothing: 'Nothing',
        missing:
          'The service does not show the new rules, or they are not those of this hash, so they cannot be signed.',
      },
      reasons: { planned: 'Planned', lost: 'The key before is lost or stolen' },
      button: 'Sign it',
    },
    passKey: {
      heading: 'Sign a pass key',
      about: [
        'Passes hold the limit of three meetings. Every quarter has a key for them. The service adds it to the public log by itself when it does so 14 days ahead; later than that, or after the service was restored from a backup, both leads sign it.',
        'Ask whoever runs the service why the key comes late, and sign it only if you understand the answer.',
      ],
      button: 'Sign the pass key',
    },
    drop: {
      link: 'Take it off this list, unsigned',
      heading: 'Take it off this list?',
      about: [
        'It does not wait for signatures then, and those that it has are gone. The list of supporters stays as it is.',
        'One lead is enough for this. Whoever made it may make it again; a pass key that is needed comes again by itself.',
      ],
      button: 'Take it off',
      done: 'It does not wait any more',
      doneText: 'Tell the other lead, so that they do not look for it.',
    },
    signed: {
      heading: 'You have signed',
      complete:
        'If yours was the last signature that it needed, it takes effect: keys, recipients and trustees at once, rules from the day after, the list of supporters from the week after. Otherwise it waits for the other lead.',
      replaced:
        'It was the last signature that it needed: another key has taken the place of yours, and yours signs nothing any more. Destroy its file and its words, and tell the other lead that you have.',
      notSeen:
        'The service did not show what waits now. What you have signed stays signed: open your key again to look.',
      again: 'Open your key again',
      back: 'Back to what waits',
    },
    removeWho: {
      heading: 'Who leaves the list?',
      why: 'Supporters who only need a rest can pause by themselves; nobody has to remove them for that.',
      whyNearPeer:
        'Supporters who only need a rest tell the programme director; nobody has to remove them for that.',
      label: 'Supporter',
      empty: 'Choose a supporter',
      nobody: 'Nobody is on the list.',
    },
    lost: {
      heading: 'A supporter has lost their words',
      about:
        'Nobody can find lost words: the service does not know them. The supporter begins again with a new locker and a new listing, and the leads take the old one off the list. What lay in the old locker is lost. Colleagues who were in contact with the supporter are asked by their own page to choose someone else.',
      steps: [
        'Speak with the supporter face to face or by telephone. Make sure that it is them: somebody else might like to take their place.',
        'Take the old listing off the list: open your key, choose “Remove a supporter from the list”, and ask the other lead to sign it too.',
        'Give the supporter a new slip, like any other. Do not write down which one.',
        'The supporter opens a new locker with it, writes down the new words, and sends a new listing.',
        'Both of you sign the new listing, each after typing the six words that the supporter reads out. They are other words than before, because the key is another.',
      ],
      stolenHeading: 'If somebody else may have the words',
      stolen:
        'Then do not wait: take the old listing off the list at once. If the supporter still has the words, they can also choose “New words” in their own locker.',
      button: 'Open your key',
    },
    slips: {
      heading: 'Make slips',
      about:
        'A slip is a piece of paper with a code. With it one person opens one locker. Slips are made on this device: the service gets only the codes’ fingerprints, from you.',
      rulesHeading: 'How slips keep people safe',
      rules: [
        'Everybody who may use the scheme gets one, whether or not they ever need it: once a year, and when they start.',
        'All slips look the same. They have no numbers and lie in no order.',
        'Nobody keeps a list of who got which slip. There is no place for one here.',
        'Spare slips lie in an open box where anybody can take one unseen.',
      ],
      count: 'How many slips?',
      countHint: 'One for everybody who may use the scheme, and some to spare. Ten fit on a page.',
      countError: 'Enter a whole number from 1 to {most}',
      site: 'Address of the service, as colleagues type it',
      siteHint: 'For example https://sotto.example, without a slash at its end.',
      siteError: 'Enter an address like https://sotto.example, without a slash at its end',
      button: 'Make the slips',
      busy: 'Making the slips.',
    },
    sheet: {
      heading: 'Print the slips',
      onceHeading: 'They are shown only now',
      once: 'When you leave this page the slips are gone from this device, and nobody can make the same ones again.',
      steps: [
        'Print the slips on A4, single-sided, on a printer where nobody else collects the paper.',
        'Save the file of fingerprints and give it to whoever runs the service, who imports it with sotto-broker codes import. Slips that are not imported open nothing.',
        'Cut the slips and mix them. Hand them out, put the spare ones into an open box, and keep no list.',
      ],
      genesis: 'The slips belong to the scheme whose log begins with',
      genesisHint: 'Whoever runs the service can read the same to you; so does “sotto log verify”.',
      print: 'Print the slips',
      download: 'Save the fingerprints',
      fileName: 'hashes.txt',
      doneHeading: 'When you are done',
      done: 'Choose “Leave this page”. The slips are wiped from this page, as from everybody’s.',
      region: 'Slips',
    },
    slip: {
      scan: 'Scan the square, or go to',
      type: 'and type',
      once: 'It works once. Keep it to yourself.',
    },
    month: {
      heading: 'What to do this month',
      about:
        'For leads and administrators. The page is the same for everybody, and nothing on it says whether anybody was in contact with a supporter.',
      today: 'Today is {date}.',
      due: 'To do',
      fine: 'Nothing to do',
      points: {
        texts: {
          name: 'Texts of the scheme',
          fine: 'Reviewed on {date}. They are reviewed once a year.',
          due: 'Last reviewed on {date}, more than a year ago. Read every text, and correct what has changed.',
          undated: 'No date of a review is given. Read every text, and give it one.',
        },
        signposts: {
          name: 'Other support and telephone numbers',
          fine: 'Every entry was checked within 90 days.',
          due: 'Check these by telephone or on their own pages; they were not checked for 90 days:',
          entry: '{who}: {what} ({date})',
          undated: 'no date',
        },
        passKeys: {
          name: 'Pass keys',
          none: 'The public log names none.',
          logged: 'The key of the quarter from {date} is in the public log.',
          sign: 'The key of the quarter from {date} needs both leads’ signatures. Open your key to see it.',
          waits:
            'The service adds the key of the quarter from {date} by itself, by {until}. Keep it running.',
        },
        roster: {
          name: 'Supporters',
          fine: '{count} are on the list.',
          due: '{count} are on the list. With fewer than {enough} there is little choice, and no figures are published. Look for more.',
        },
        backup: {
          name: 'Backup',
          fine: 'The last one is of {date}. Destroy those that are older than 14 days.',
          due: 'The last one is of {date}, more than 7 days ago. Ask whoever runs the service to make one, and to destroy those that are older than 14 days.',
          none: 'There was never one. Ask whoever runs the service to make one.',
          unknown:
            'The service does not say. Load the page again; if it stays so, ask whoever runs the service.',
        },
        publishing: {
          name: 'Publishing',
          inTime: 'The service publishes when it has to.',
          late: 'The service publishes late. Tell whoever runs it.',
          unknown:
            'The service does not say. Load the page again; if it stays so, ask whoever runs the service.',
        },
      },
    },
  },

  // What everybody sees who opens a locker, whatever it holds.

  // The figures of the scheme, which everybody may read.
  figures: {
    heading: 'Figures of the scheme',
    printed: '{scheme}. Printed on {date}.',
    approximate: [
      'These figures are approximate on purpose, so that nobody can tell from them whether one person asked for support. Small changes mean nothing.',
      'Each supporter’s device changes its own counts a little before it seals them, totals are rounded to the nearest 5, and whatever is below 10 is shown as “fewer than 10”. Nobody has exact figures: not the service, not the leads, not the trustees. There is no other way to a count.',
    ],
    dishonest:
      'One dishonest supporter could move them: each figure of a quarter by 159 up or 96 down at most.',
    print: 'Print this page',
    saveCsv: 'Save as a table (CSV)',
    saveJson: 'Save as data (JSON)',
    csvName: 'figures.csv',
    jsonName: 'figures.json',
    showAll: 'Show all quarters',
    showFewer: 'Show the last eight quarters',
    kinds: {
      enquiries: {
        name: 'Enquiries',
        about: 'How often a colleague asked a supporter for support.',
      },
      contacts: {
        name: 'Contacts',
        about: 'Enquiries that a supporter accepted and whose first meeting was agreed.',
      },
      meetings: {
        name: 'Meetings',
        about: 'Meetings that were held, three at most after each enquiry.',
      },
    },
    period: {
      months: '{first} to {last} {year}',
      dates: '{from} to {until}',
      shortMonths: '{first}–{last} {year}',
      shortDate: '{day} {month} {year}',
      yearFrom: 'Year from {date}',
    },
    counts: {
      fewer: 'Fewer than 10',
      never: 'Not published: too few reports',
      waits: 'Not published yet',
      about: 'About {count}',
      nothing: 'Nothing published',
    },
    chart: {
      title: '{what} by quarter, as bars. The table beside it says the same.',
      fewer: 'fewer than 10',
      never: 'not published',
      waits: 'not published yet',
    },
    table: {
      caption: '{what} by quarter',
      quarter: 'Quarter',
    },
    byYear: {
      heading: 'By year',
      about:
        'A year is the sum of its published quarters. “Fewer than 10” counts as 5, so a sum is approximate too.',
      caption: 'Sums of the published quarters',
      year: 'Year',
      published: 'Quarters published',
      publishedOf: '{number} of 4',
    },
    rulesHeading: 'When a quarter is published',
    rules: [
      'A quarter is published once, when it is over, and never changed.',
      'It is published only if at least 8 supporters, and at least 60% of those on the list, have reported. Every supporter’s device reports by itself, also when there was nothing to count.',
      'A quarter with too few reports is never published, and not added to another one.',
      'There are no figures of a month, a place, a specialty or a supporter, and none of serious concerns.',
    ],
    trustees: {
      heading: 'Who opens the figures',
      open: '{open} of the {of} trustees together with the service, and only the total of all supporters. Their key was made on {date}.',
      changed:
        'The trustees in the public log are others than those who made the key. They make a new one, in two visits each.',
      desk: 'For leads and trustees',
    },
    nothing: {
      none: 'No quarter has ended yet since there is a key for figures, so there is nothing to show.',
      nextHeading: 'What happens next',
      appoint:
        'At least three people become trustees of the figures, for example both leads and the medical director. Each of them makes their words on the page for trustees, and the leads sign them.',
      ceremony:
        'The trustees are in the public log, and have no key yet. They make it together: each of them visits the page for trustees twice.',
      first: 'The key is made. The first figures are those of the quarter that ends on {until}.',
      then: 'When a quarter is over, every supporter’s device reports by itself, and the trustees open the total of all reports.',
    },
    csv: {
      period: 'Period',
      from: 'From',
      until: 'Until',
      published: 'Published',
      enquiries: 'Enquiries (approximate)',
      contacts: 'Contacts (approximate)',
      meetings: 'Meetings (approximate)',
      yearPrefix: 'Sum of ',
      states: { released: 'yes', never: 'no: too few reports', waits: 'not yet' },
      sumOf: (quarters: number): string => `${quarters} of 4 quarters`,
    },
  },

  // Trustees of the figures: becoming one, and making the key together in two visits each.
  trustee: {
    place: '{place} ({title})',
    start: {
      heading: 'Trustees of the figures',
      about: [
        'More than half of the trustees, together with the service, open the approximate totals of a quarter. Nobody else can, and nobody opens what one supporter reported.',
        'For that they make a key together, once. Each trustee needs paper for seven words, and two visits of a few minutes. No trustee has a locker.',
      ],
      links: {
        trusteeOpen: {
          name: 'Visit as a trustee',
          hint: 'You need your seven words. The page does whatever is your next part.',
        },
        trusteePlace: {
          name: 'Become a trustee',
          hint: 'Also with new words, when you have lost the old ones.',
        },
        trusteeHelp: {
          name: 'Something went wrong',
          hint: 'Lost words, a trustee who never answers, a part that does not fit.',
        },
      },
      nowHeading: 'How things stand',
      tooFew:
        'Trustees in the public log: {number}. A key takes {least} at least. The leads add them.',
      noKey: 'The trustees are there and have no key yet: each of them visits twice.',
      key: 'The key was made on {date}. When a quarter is over, the trustees open its figures here, each in a visit or two.',
      otherKey:
        'The trustees have changed since the key of {date} was made: each of them visits twice to make a new one. Until then the old key counts.',
      placeNumber: 'Place {place}',
      totals: 'Figures of the scheme',
    },
    help: {
      heading: 'When something goes wrong with the key',
      parts: [
        {
          heading: 'You have lost your words',
          steps: [
            'Become a trustee again, in the same place: you get new words and a new file.',
            'The leads sign the file, after you have read out its six words.',
            'Then every trustee visits twice, and a new key takes the place of the old one.',
          ],
        },
        {
          heading: 'A trustee never answers',
          steps: [
            'The page of a visit names who is missing. Telephone them.',
            'If they cannot be reached, the leads put somebody else into that place.',
            'Then every trustee visits twice. Nothing of before is lost: the key in the log stays until there is a new one.',
          ],
        },
        {
          heading: 'Somebody’s part does not fit',
          steps: [
            'The page names whose part it is. You have signed nothing, and no key was made.',
            'Tell the other trustees. It was wrong from the beginning, or changed on the way; its trustee may not be to blame.',
            'One of you begins again, and everybody visits twice.',
            'If it happens again in the same place, the leads put somebody else there.',
          ],
        },
        {
          heading: 'The key gives you no share',
          steps: [
            'The service has changed what the others sealed for you. Tell the other trustees and the leads.',
            'One of you begins again, and everybody visits twice.',
          ],
        },
      ],
    },
    enrol: {
      heading: 'Become a trustee',
      about: [
        'The Board names the trustees: three to seven people, for example both leads and the medical director.',
        'Everybody will read your title and nothing else about you.',
      ],
      place: 'Your place',
      placeHint: 'The leads say which. In a place that is taken you take over from who is there.',
      choose: 'Choose a place',
      free: 'free',
      title: 'Your title',
      titleHint: 'Your post, not your name, for example “Medical director”.',
      noPlace: 'Choose a place',
      noTitle: 'Write your title, in at most 80 characters',
    },
    words: {
      heading: 'Write down your seven words',
      about:
        'They are all that you keep. Together with the public log they are your share of the key, for as long as you are a trustee. They are shown only once; on the next page we ask for two of them.',
      advice: [
        'Write them on paper, in this order, and keep it in a locked place.',
        'They are not the words of a locker: write “trustee” beside them.',
        'Nobody else needs them, no lead either, and nobody can bring them back.',
      ],
      button: 'I have written them down',
    },
    check: {
      heading: 'Type two of your words',
      why: 'So that you know that they can be read.',
      busy: 'Making your keys from the words. This takes a few seconds.',
    },
    file: {
      heading: 'Hand this to the leads',
      about: 'You asked for place {who}.',
      fileHeading: 'A file',
      file: 'Save it and give it to both leads, by e-mail if you like. Nothing in it is secret.',
      download: 'Save the file',
      fileName: 'trustee.txt',
      wordsHeading: 'Six words to read out',
      words:
        'The leads ask for these six words before they sign. Read them out by telephone or face to face, and do not write them in a message. Write them beside your seven words, marked “six words for the leads”: they are not shown again before the leads have signed.',
      nextHeading: 'What happens next',
      next: [
        'Both leads add you to the trustees.',
        'When all trustees are added, you visit for the first time: your part of the key goes to the others.',
        'When all of them have visited once, you visit for the second time: the page checks everybody’s part and signs.',
      ],
      done: 'I have kept both',
    },
    open: {
      heading: 'Visit as a trustee',
      about: 'The page looks at what is your next part, and does it.',
      label: 'Your seven words as a trustee',
      hint: 'In their order, with a space between them. You may paste them.',
      button: 'Visit',
      empty: 'Enter your seven words',
      busy: 'Opening your share, and doing your part. This takes a few seconds.',
      lost: 'You cannot find your words, or something else went wrong',
    },
    stands: {
      headings: {
        'too-few-trustees': 'You are a trustee',
        wait: 'You have done this part',
        done: 'The key is in the public log',
        spoilt: 'Somebody’s part does not fit',
        'other-log': 'The trustees have changed in this moment',
        'no-share': 'The key gives you no share',
      },
      did: {
        contributed: 'Your part of the key is on its way to the other trustees.',
        certified: 'The page has checked everybody’s part, and you have signed.',
      },
      tooFew:
        'A key takes three trustees at least. When the leads have added the others, visit again.',
      waitFirst:
        'When everybody has visited once, visit for the second time. Whoever cannot be reached, the leads can replace: then everybody begins anew.',
      waitSecond:
        'The key is made as soon as everybody has visited twice. Whoever cannot be reached, the leads can replace: then everybody begins anew.',
      done: [
        'More than half of the trustees and the service together open figures, and nobody else does.',
        'Keep your seven words: with the public log they are your share. When a quarter is over, visit again: you open its figures together with the others.',
      ],
      noShare: [
        'What the others sealed for you is not in the public log as they sealed it: the service has changed it.',
        'Tell the other trustees and the leads. Then one of you begins again, and everybody visits twice.',
      ],
      spoilt: 'It is the part of {who}: {reason}. You have signed nothing, and no key was made.',
      spoiltNext: [
        'It was wrong from the beginning or changed on the way; its trustee may not be to blame. Tell the other trustees.',
        'When one of you begins again, everybody visits twice once more. If it happens again, the leads put somebody else into that place.',
      ],
      nobody: 'one of them, and the page cannot tell whose',
      reasons: {
        message: 'it is not the message of a ceremony',
        proof: 'its proof does not hold',
        sealed: 'what is in it for you cannot be opened',
        share: 'the share in it for you is wrong',
        views: 'others were shown something else',
      },
      otherLog: 'Nothing is lost. Visit again: the page then knows who the trustees are.',
      keep: 'Keep your seven words: you need them for the next visit, and whenever figures are opened.',
      leave: 'I have finished',
      troubleHeading: 'If something is wrong',
      again: {
        done: 'A new ceremony makes a new key, with the same trustees.',
        other: 'Any trustee can give up this ceremony and begin another.',
      },
      parts: {
        count: 'First visits: {first} of {all}. Second visits: {second} of {all}.',
        caption: 'Who has done how much',
        who: 'Trustee',
        step: 'Done so far',
        you: '– you',
        steps: {
          nothing: 'No visit yet',
          contributed: 'First visit',
          certified: 'Both visits',
        },
      },
    },
    // The figures of a quarter that is over, opened by its trustees.
    quarter: {
      of: 'The figures of {quarter}.',
      thatQuarter: 'the quarter that is over',
      unknown: 'the supporter {id}',
      headings: {
        wait: 'Your part of the figures is done',
        released: 'The figures are published',
        over: 'The figures were published, or forgotten, in this moment',
        'no-share': 'Your words do not open these figures',
        'false-report': 'A report is not genuine',
        'other-reports': 'These are other reports than were closed',
        failed: 'The figures could not be opened now',
        'half-lost': 'Nobody can open these figures any more',
        'broker-wrong': 'The service’s own part does not fit',
        'no-sum': 'The parts fit, and give no sum',
        disagree: 'The trustees have signed different figures',
      },
      everybodyReported:
        'The page has checked all {count} reports. Everybody who was on the list has reported.',
      notReported: 'The page has checked all {count} reports. Not among them are those of:',
      dropped:
        'If one of them says that they visited in the first month after the quarter, the service has dropped their report. Ask them.',
      spoilt:
        'What came from {who} does not hold, and was left out. It was wrong from the beginning or changed on the way. Ask them to visit again, or another trustee to visit instead.',
      waitParts: [
        'Your part is with the service, sealed for the other trustees. {count} more must visit, of: {who}. Visit once more after them.',
        'Whoever cannot be reached is not needed while enough others visit before the next quarter is over.',
      ],
      waitSignatures:
        'You have opened the sum and signed its rounded figures. {count} more must sign, of: {who}.',
      falseReport:
        'A report of {who} {reason}. The service would never have taken it: somebody has put it there.',
      falseReportOfNobody:
        'A report on the list {reason}. The service would never have taken it: somebody has put it there.',
      reasons: {
        format: 'is no report',
        quarter: 'is of another quarter',
        roster: 'is of nobody who was a supporter in that quarter',
        twice: 'is there twice',
        signature: 'is not signed by them',
        proof: 'is not what a report may be',
      },
      nothingDecrypted: 'Nothing was decrypted. Tell the leads and the other trustees.',
      states: {
        released: [
          'Enough trustees have signed the same rounded figures, and the public log has them. The reports are deleted.',
        ],
        over: ['There is nothing left to do for this quarter.'],
        'no-share': [
          'Your words give no share of the key of that quarter. The other trustees can open its figures, while they are enough.',
        ],
        'other-reports': [
          'The service shows other reports than those that the public log says were closed: some were dropped or added since. What two sums differ by could be one person’s.',
        ],
        'half-lost': [
          'The service has lost its half of the key. For the quarters to come the trustees make another key: one of you begins again.',
        ],
        'broker-wrong': [
          'The part of the service is not of this sum, so there are no figures. Whoever runs the service has to look at it (sotto-broker check). Then visit again.',
        ],
        'no-sum': ['That ought not to be possible. Keep what you see here, and tell the leads.'],
        disagree: [
          'Enough trustees have signed, and not the same figures. Compare what your pages say, and tell the leads.',
        ],
      },
    },
    again: {
      link: 'Begin again',
      heading: 'Begin again?',
      about: [
        'What the trustees have done in this ceremony counts for nothing any more, and everybody visits twice once more. Your first part of the new ceremony is done at once.',
        'A key that is in the public log stays what it was until there is a new one. Tell the other trustees.',
      ],
      button: 'Begin again',
    },
    refusals: {
      not_a_trustee: {
        happened: 'These words are no trustee’s of this scheme, or both leads have not signed yet',
        safe: 'Nothing was changed.',
        next: 'Look at each word, and ask the leads.',
      },
      title: {
        happened: 'This title cannot be used',
        safe: 'Nothing was made.',
        next: 'Go back and write it in one line of at most 80 characters.',
      },
    },
    failures: {
      no_answer: {
        happened: 'The service does not answer',
        safe: 'Nothing is lost: whatever arrived counts once, however often you try.',
        next: 'Look at your network connection, then visit again.',
      },
      not_sotto: {
        happened: 'What answered is not the service, or it does not keep what it was given',
        safe: 'Your words are safe: they never leave this device.',
        next: 'Check the address and visit again; if it stays so, tell the leads and whoever runs the service.',
      },
    },
    statuses: {
      stale_proposal: {
        happened: 'Another ceremony was begun in this moment',
        safe: 'Nothing is lost.',
        next: 'Visit again.',
      },
      not_listed: {
        happened: 'The trustees in the public log have changed in this moment',
        safe: 'Nothing was changed.',
        next: 'Load the page again. If the leads have put somebody else into your place, ask them.',
      },
      bad_signature: {
        happened: 'The service does not accept your signature',
        safe: 'No key was made.',
        next: 'Load the page again and visit once more. If it stays so, tell the other trustees and whoever runs the service.',
      },
    },
  },

  personal: {
    // Before a person types anything.
    safe: 'If the network or this window goes, what was saved stays. When you have finished, use “Leave this page”: that saves what you have done since.',
    changed: {
      heading: 'This page has changed',
      text: 'What you see now is how things stand. If your locker is open in a second window too, please close one of the two.',
    },
    network: {
      heading: 'The network does not answer just now',
      text: 'What was saved is safe. What you do here is kept in this window and goes on when the network is back. Do not reload or close the page before that: it would be lost. “Leave this page” tries once more, and says how that went.',
    },
    // For everybody whose network failed, whatever they did.
    leaving: {
      goes: {
        heading: 'One moment',
        text: 'The last parcel had no answer. It is tried once more, with one behind it, as for everybody whose network failed.',
        link: 'Leave at once: what was done here while the network was away is lost',
      },
      unanswered: {
        heading: 'The network still does not answer',
        text: [
          'What was saved before is safe. What was done here while the network was away was not taken in, as far as this page knows.',
          'Visit again when the network is back: your page shows what was taken in, and the rest can be done again. If something cannot wait, telephone.',
        ],
        link: 'Leave this page',
      },
    },
    steps: {
      keys: 'Making keys from your words …',
      public: 'Reading the scheme’s public log …',
      locker: 'Opening the locker …',
      boards: 'Reading the boards …',
    },
    opening: {
      heading: 'Opening your locker',
      text: 'It takes the same few steps for everybody. You need do nothing.',
    },
    words: {
      heading: 'Open your locker',
      label: 'Your seven words',
      hint: 'In their order, with a space between them. You may paste them.',
      showLegend: 'What you type',
      show: 'Show the words',
      button: 'Open',
      empty: 'Enter your seven words',
      unknown:
        'These words open no locker here. Nothing was changed. Look at each word and at the address of this page, and try again.',
      first: 'You have a slip and no locker yet?',
      firstLink: 'Open a locker with the code on your slip',
      lost: 'You cannot find your words?',
      lostText: [
        'Nobody has them, so nobody can bring them back. A new slip opens a new, empty locker; spare slips lie in an open box.',
        'A supporter who has lost the words tells the leads, who put a new listing in place of the old one.',
      ],
    },
    wordsRefusals: {
      not_in_list: 'Word {number} is not in the list of words. Look at how it is spelt.',
      too_few: 'There are seven words, and only {number} came.',
      too_many: 'There are seven words, and more came.',
    },
    first: {
      heading: 'A locker of your own',
      paragraphs: [
        'A locker is where the service keeps what is yours. It is sealed by seven words that only you have. The people who run the service see that a locker was opened, and not what is in it.',
        'Once it is opened you can come whether or not you ever need it. Everybody who has a slip is invited to open one, and the more of them do, the less an open locker says about anybody.',
        'You need the code on your slip, and paper and a pen for seven words. It takes about five minutes.',
      ],
    },
    role: {
      heading: 'Which role is this locker for?',
      hint: 'Your name is not asked. A locker has one role.',
      colleague: 'A colleague',
      colleagueHint: 'You would like to be able to talk with a supporter, now or one day.',
      supporter: 'A supporter',
      supporterHint: 'You are one of the trained doctors who listen. The leads know that you are.',
      recipient: 'A recipient of serious concerns',
      recipientHint: 'The Board has named you to receive them. The leads know that you are.',
      empty: 'Choose the role',
    },
    code: {
      heading: 'The code on your slip',
      hint: '24 characters in groups of four. You may leave out the gaps, and paste it.',
      fromLink: 'This is the code of the link that you followed. There is nothing to type.',
      empty: 'Enter the code on your slip',
      used: 'This code is not known, or it was used before. Look at each character; if it is right, take another slip. Nothing was changed.',
      wrongLog:
        'This slip belongs to another scheme than this page. Nothing was changed and the slip is still good there. Please tell one of the leads.',
    },
    codeRefusals: {
      not_a_link:
        'This is not the link of a slip. Type the characters that stand beside the square.',
      character:
        'A slip has digits and letters, but no U and no other signs. Look at each character.',
      length: 'A slip has 24 characters in groups of four. One is missing or too many.',
      stray_bits:
        'The end of this link is damaged. Type the characters that stand beside the square.',
      wrong_log:
        'This slip belongs to another scheme than this page. Nothing was changed and the slip is still good there. Please tell one of the leads.',
    },
    fresh: {
      heading: 'Write down your seven words',
      intro:
        'These seven words are the only key to your locker. Nobody else has them, and nobody can bring them back. They are shown this once and kept nowhere.',
      words: 'Your seven words',
      advice: [
        'Write them on paper, in this order.',
        'Keep the paper where you keep other private things, not at this computer.',
        'Please do not print them on a shared printer or take a picture of the screen.',
      ],
      button: 'I have written them down',
    },
    askBack: {
      heading: 'Two of your words, to be sure',
      intro: 'Look at your paper.',
      label: 'Word {number}',
      wrong: 'Word {number} is another one. Look at your paper, or go back to see the words again',
      empty: 'Enter word {number}',
    },
    home: {
      lastOpened:
        'This locker was last opened on {when}. If that was not you, make new words at once.',
      firstTime: 'This locker was not opened before.',
      slipUsed: 'Your locker is open. The slip is used up; you may throw it away.',
      locker: 'Your locker',
      newWords: 'New words',
      extend: 'Enter the code of a new slip',
    },
    newWords: {
      heading: 'New words',
      text: [
        'Your locker moves to seven new words. From then on the old words open nothing.',
        'Do this when somebody may have seen your words, or when the locker was opened and it was not you.',
      ],
      button: 'Show seven new words',
      keepOld: 'Keep the old words too until this page says that the new ones are in force.',
    },
    moved: {
      nothing: '',
      pending:
        'The move to your new words has begun. Keep the old ones too until this page says that it is done. Next time try the new words first, then the old ones.',
      done: 'From now on the new words open your locker, and the old ones open nothing.',
      refused:
        'The words were not changed. The old ones are still good. Make new words and try again.',
    },
    extend: {
      heading: 'The code of a new slip',
      text: 'A slip is good for one scheme year. With a new one this locker, and what is in it, goes on for another.',
      label: 'The code',
      hint: '24 characters in groups of four. You may leave out the gaps, and paste it.',
    },
    outcome: {
      moved: 'Your new words',
      extended: 'Your new slip',
      button: 'Go to your page',
      again: 'Enter the code again',
    },
    extended: {
      nothing: '',
      pending: 'The code is on its way. Keep the slip until this page says that it was taken.',
      done: 'Your locker is good for another scheme year. The slip is used up.',
      refused:
        'The code was not taken: it is not known, or it was used before. Look at each character; if it is right, take another slip.',
    },
    notices: {
      enquiry_shown: 'Somebody would like to talk with you.',
      engagement_changed: 'There is something new below.',
      cell_missing:
        'The service left out something that it had signed for. It goes again by itself; please tell one of the leads.',
      board_changed:
        'The service showed this locker another board earlier than it does now. All of that day was read again from its start, so nothing is lost; please tell one of the leads.',
      other_log:
        'Somebody you are in touch with, or who wrote to you, is shown another public log than you. Please tell one of the leads, and do not rely on this service until then.',
      locker_put_back:
        'The service gave you an older copy of your locker than the last one. Look at what it holds, and please tell one of the leads.',
      own_listing_missing:
        'Your listing is not in the directory as you signed it. Please tell one of the leads.',
      concern_not_opened: 'Nobody has opened a concern of yours in time. Please telephone.',
      concern_answered: 'There is something new about a concern of yours.',
      concern_found: 'There is a concern for you.',
      concern_changed: 'There is something new about a concern.',
      no_room_for_concerns:
        'There are more concerns for you than this locker holds. Please say the outcome of those that are dealt with, and visit again.',
      opening_not_logged:
        'The public log does not have an opening that was answered. Please tell one of the leads.',
      intent_lost:
        'Your locker was opened somewhere else, and one thing that you did could not be done again: {why}',
      broker_restored:
        'The service was put back to a backup since you were here. What was done after that backup may be missing from your locker: look at what it holds. Whatever was on its way goes again by itself.',
      peer_changed: '{why}',
    },
    noticesHeading: 'Please read this',
    refusals: {
      no_such_engagement: 'This is not there any more. Look at the list again.',
      no_such_supporter:
        'This supporter is not on the list any more. You are welcome to choose another.',
      not_offered:
        'This supporter takes no enquiries this week. You are welcome to choose another.',
      no_pack_left:
        'You have made as many enquiries as this quarter has room for. The leads are glad to speak with you in the meantime; they will know who you are.',
      too_many_engagements: 'There are as many as a locker holds. End one first.',
      means_not_allowed: 'This scheme does not use that means of contact. Choose another.',
      value_invalid:
        'This does not go as a means of contact: it is one line of at most 120 characters.',
      place_invalid: 'A place is one line of at most 40 characters',
      too_many_slots: 'An offer has one to three times.',
      not_accepted: 'This enquiry is not accepted yet.',
      already_answered: 'This is answered already.',
      no_offer: 'There are no times to choose from at present.',
      no_such_slot: 'This time is not offered any more. Choose another.',
      nothing_agreed: 'No meeting is agreed that could have been held.',
      fourth_meeting: 'There are three meetings, and they are all agreed.',
      already_ended: 'This has ended.',
      meeting_pending:
        'The meeting that is agreed comes first. Say that it was held when it has been.',
      wrong_role: 'This is not something that a locker of this role does.',
      wrong_state: 'This cannot be done at this point. Look at the list again.',
      listing_invalid:
        'A listing has a name of at most 80 characters, and its fields are one line each, 2,000 characters together.',
      already_engaged: 'You are in touch with this supporter already.',
      concern_invalid:
        'This cannot be sealed as it is: there are too many answers, or too many words.',
      no_such_recipient: 'Somebody whom you ticked is no recipient any more. Please choose again.',
      too_few_recipients:
        'It takes more recipients than you ticked to open a concern in this scheme.',
      concern_waits:
        'One concern goes with the next parcel already. Please seal the other in another visit, and telephone if it cannot wait.',
      too_many_concerns:
        'This locker holds as many concerns as it can recognise in three weeks. Please telephone.',
      no_such_concern: 'This concern is not here any more.',
      concern_sealed: 'This concern cannot be read yet.',
      already_said: 'This was said already.',
      recipient_invalid: 'A recipient has a place and a title of one line.',
      no_pairs: 'This is for near-peer schemes, and this scheme is none.',
      no_such_pair: 'This pair is not there any more. Look at the list again.',
      peer_invalid: 'Something in this does not go as it is. Go back and look at each answer.',
      peer_not_there:
        'This cannot be done yet: the other one has not come to the service, or the director has not answered.',
      peer_left: 'You have left this scheme.',
      no_room:
        'Something of yours is still on its way, or your locker is full. Please try again at another visit.',
      no_pausing:
        'Nobody chooses you from a list here, so there is nothing to pause. Please tell the programme director.',
    },
    ends: {
      none: '',
      mine: 'You ended it.',
      theirs: 'The other side ended it; nobody has to say why.',
      cannot: 'The supporter cannot take this on just now; another may.',
      three_held: 'All three meetings have been held.',
      time: 'Its time is over.',
    },
    // Stands below whatever text holds the words.
    tellLeads: {
      words: 'tell one of the leads',
      text: '“How it works” says how to reach them. Telling them says no more than that you have a locker, like everybody who was invited.',
    },
    stopped: {
      safe: 'What is safe',
      next: 'What to do next',
      again: 'Open your locker again',
      retry: 'Try again',
      keepsWords:
        'This page keeps your seven words for that. If you go away instead, use “Leave this page”: it forgets them.',
    },
    failures: {
      no_answer: {
        heading: 'The service does not answer',
        what: 'It could not be reached.',
        safe: 'Your locker is as it was when it was last saved. If you were opening a new one, the code on your slip is still good, or your seven words open the locker already.',
        next: 'Look at the network and try again. If you were opening a new locker, try your seven words first.',
      },
      not_sotto: {
        heading: 'Something else answers here',
        what: 'What answers at this address is not this service.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Look at the address of this page, and at the network: some ask for a sign-in first. Then try again.',
      },
      not_founded: {
        heading: 'This scheme has not begun yet',
        what: 'Its leads have not both signed its beginning, so there are no lockers here yet.',
        safe: 'If you have a slip, its code was not used.',
        next: 'Come back when the leads say that the scheme has begun.',
      },
      wrong_log: {
        heading: 'This is another scheme',
        what: 'This page belongs to another scheme than your slip or your locker, so the visit stopped.',
        safe: 'Your locker and your slip are as they were.',
        next: 'Please tell one of the leads.',
      },
      log_invalid: {
        heading: 'The visit stopped',
        what: 'The scheme’s public log breaks its own rules.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Please tell one of the leads.',
      },
      log_rolled_back: {
        heading: 'The visit stopped',
        what: 'The scheme’s public log is shorter than when you were last here.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Please tell one of the leads.',
      },
      log_forked: {
        heading: 'The visit stopped',
        what: 'The scheme’s public log tells another history than when you were last here.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Please tell one of the leads.',
      },
      gateway_key_changed: {
        heading: 'The visit stopped',
        what: 'The service has changed one of its keys in the meantime.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Please open your locker again.',
      },
      not_cosigned: {
        heading: 'The visit stopped',
        what: 'The scheme’s witnesses, who watch that everybody is shown the same log, have not confirmed this one.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Please tell one of the leads.',
      },
      cosigned_long_ago: {
        heading: 'The visit stopped',
        what: 'The scheme’s witnesses last confirmed its public log more than two days ago.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'See that the date of this device is right, and try again tomorrow. Please tell one of the leads.',
      },
      policy_mismatch: {
        heading: 'The visit stopped',
        what: 'The service shows other rules than the ones that the leads signed.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Please tell one of the leads.',
      },
      not_the_relay: {
        heading: 'This is not the scheme’s address',
        what: 'This scheme is visited through its relay alone, so that the service sees nobody’s network address. This page came another way, so the visit stopped.',
        safe: 'Nothing of yours left this device. Your locker and your slip are as they were.',
        next: 'Use the address that stands on your slip.',
      },
      no_pass_key: {
        heading: 'The visit stopped',
        what: 'The scheme’s public log has no key for the passes of this quarter.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Please tell one of the leads.',
      },
      draw_invalid: {
        heading: 'The visit stopped',
        what: 'The passes that came back do not belong to the scheme’s public log, so they were not taken.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Please tell one of the leads.',
      },
      directory_invalid: {
        heading: 'The visit stopped',
        what: 'The list of supporters is not the one in the scheme’s public log.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Please tell one of the leads.',
      },
      board_invalid: {
        heading: 'The visit stopped',
        what: 'The board is not the one in the scheme’s public log.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Please tell one of the leads.',
      },
      locker_unreadable: {
        heading: 'The visit stopped',
        what: 'The service gave back something that is not your locker.',
        safe: 'Nothing was changed by this visit.',
        next: 'Please tell one of the leads.',
      },
      refused: {
        heading: 'The service did not take it',
        what: 'The service did not take the request.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Try again later. If it stays so, please tell one of the leads.',
      },
      stale_version: {
        heading: 'Your locker was opened somewhere else',
        what: 'The locker keeps being opened in another place or window.',
        safe: 'Nothing that was saved is lost.',
        next: 'Close the other place and open your locker again.',
      },
      no_memory: {
        heading: 'This device has too little free memory',
        what: 'The words need 128 MB of memory for a moment.',
        safe: 'Your locker is as it was when it was last saved.',
        next: 'Close other programs or windows and try again, or use another device.',
      },
    },
    pageFailed: {
      heading: 'This page stopped working',
      what: 'Something failed in this browser. It may have too little free memory: opening a locker takes 128 MiB.',
      safe: 'Your locker is as it was when it was last saved.',
      next: 'Close other windows, reload this page and open your locker again.',
    },
    // Of 'refused': why.
    statuses: {
      malformed: {
        what: 'The service gave an answer that cannot be right, so the visit stopped.',
        next: 'Please tell one of the leads.',
      },
      unknown_request: {
        what: 'The service does not know this request; this page may be newer than the service.',
        next: 'Reload the page. If it stays so, please tell one of the leads.',
      },
      wrong_day: {
        what: 'This computer’s clock and the service’s differ by more than a day.',
        next: 'Set the clock, or use another computer, and try again.',
      },
      unknown_locker: {
        what: 'These words open no locker here.',
        next: 'Look at each word and at the address of this page, and try again.',
      },
      bad_signature: {
        what: 'The service does not accept the signature of this locker.',
        next: 'Please tell one of the leads.',
      },
      stale_version: {
        what: 'The locker was opened somewhere else in the meantime.',
        next: 'Close the other place and open your locker again.',
      },
      too_many_visits: {
        what: 'This locker has been opened as often as it can be today.',
        next: 'Come back on the next visiting day.',
      },
      too_many_commits: {
        what: 'This locker has been changed as often as it can be today.',
        next: 'Come back on the next visiting day.',
      },
      unknown_code: {
        what: 'This code is not known, or it was used before.',
        next: 'Look at each character; if it is right, take another slip.',
      },
      locker_exists: {
        what: 'There is a locker under these words already, with another key.',
        next: 'Make new words and try again.',
      },
      wrong_role: {
        what: 'This locker is of another role, which does not do this.',
        next: 'Open your locker again.',
      },
      not_eligible: {
        what: 'This locker’s scheme year is over. What is in it is safe.',
        next: 'A new slip opens the next year: open your locker and enter its code there.',
      },
      wrong_epoch: { what: 'The quarter has just changed.', next: 'Try again.' },
      already_drawn: {
        what: 'Passes for this quarter were drawn from another copy of this locker.',
        next: 'Please tell one of the leads.',
      },
      not_listed: {
        what: 'This key is not among the supporters of the scheme yet.',
        next: 'The leads add it to the list.',
      },
      bad_pass_request: {
        what: 'The service gave an answer that cannot be right, so the visit stopped.',
        next: 'Please tell one of the leads.',
      },
      try_later: { what: 'The service cannot take this now.', next: 'Try again later.' },
      unknown_lead: {
        what: 'This key is not one of the leads’ of this scheme.',
        next: 'Look at the key and try again.',
      },
      unknown_proposal: {
        what: 'There is no such proposal any more.',
        next: 'Look at the list again.',
      },
      no_room: {
        what: 'The service has no room for another locker. The code stays good.',
        next: 'Try again later.',
      },
      bad_contact_key: {
        what: 'The service gave an answer that cannot be right, so the visit stopped.',
        next: 'Please tell one of the leads.',
      },
      stale_proposal: {
        what: 'There is a newer proposal for this supporter already.',
        next: 'Look at it again.',
      },
      too_many_proposals: {
        what: 'As many proposals wait for the leads as the service holds.',
        next: 'Try again later.',
      },
    },
    means: {
      'in-service': 'here, in this service',
      phone: 'by phone',
      'personal-email': 'by personal e-mail',
      'work-email': 'by work e-mail',
      pager: 'by pager',
      teams: 'by Teams',
    },
    times: { withPlace: '{when}, {place}' },
    numbers: [
      'none',
      'one',
      'two',
      'three',
      'four',
      'five',
      'six',
      'seven',
      'eight',
      'nine',
      'ten',
      'eleven',
      'twelve',
      'thirteen',
      'fourteen',
      'fifteen',
      'sixteen',
    ],
    safetyWords: 'Safety words',
    calendar: {
      held: 'This meeting was held',
      meeting: 'Appointment',
      file: 'calendar.ics',
      button: 'Download a calendar file',
      about: 'The title in the calendar is “Appointment”. It names no place and nobody.',
    },
  },

  colleague: {
    home: {
      heading: 'My support',
      none: 'There is nothing here just now. You are welcome at any time, whether or not you ever need it.',
      choose: 'Choose a supporter',
      another: 'Choose another supporter',
      look: 'See more',
      lookWhat: 'with {name}',
      rooms: [
        'This quarter has no room for another enquiry. The leads are glad to speak with you in the meantime; they will know who you are. If your slip is more than a year old, a new one makes room.',
        'This quarter still has room for one enquiry.',
      ],
      roomMany: 'This quarter still has room for {number} enquiries.',
    },
    states: {
      waiting: {
        tag: 'No answer yet',
        text: 'No answer yet. Every supporter visits on {days}, whether or not anything waits for them. If a week passes without an answer, you are welcome to choose someone else.',
      },
      noRoom: {
        tag: 'Goes on next quarter',
        text: 'This quarter has no room for another meeting. It goes on by itself in the next. If that is too long: “If you need help now” is at the top of every page, and the leads are glad to speak with you; they will know who you are.',
      },
      accepted: {
        tag: 'Accepted',
        text: '{name} would be glad to meet you, and will offer times for meeting {number} of three.',
      },
      offered: { tag: 'Choose a time', text: '{name} offers times for meeting {number} of three.' },
      chosen: {
        tag: 'Not confirmed yet',
        text: 'You have chosen a time for meeting {number} of three. This meeting is not confirmed yet: please count on the time once it stands here as agreed.',
      },
      agreed: { tag: 'Agreed', text: 'Meeting {number} of three is agreed.' },
      ended: { tag: 'Ended', text: '' },
    },
    choose: {
      heading: 'Choose a supporter',
      text: 'You choose one. Only the person whom you choose can open what you write.',
    },
    notice: {
      heading: 'What stays between you, and where that ends',
      text: 'Please read this before you go on with {name}. Your supporter has read the same words.',
    },
    means: {
      heading: 'How would you like to be contacted?',
      hint: 'It is the only thing that is asked: no name, no reason. Only {name} can read it.',
      choices: {
        'in-service': 'Here, in this service',
        phone: 'By phone',
        'personal-email': 'By personal e-mail',
        'work-email': 'By work e-mail',
        pager: 'By pager',
        teams: 'By Teams',
      },
      hints: {
        'in-service':
          'Your supporter offers times here. They need not know who you are until you meet.',
        phone: '',
        'personal-email': '',
        'work-email': 'An employer can read work e-mail.',
        pager: '',
        teams: 'An employer can see who calls whom in Teams.',
      },
      values: {
        phone: 'Your phone number',
        'personal-email': 'Your personal e-mail address',
        'work-email': 'Your work e-mail address',
        pager: 'Your pager number',
        teams: 'Your name in Teams',
      },
      emptyValue: 'Enter where your supporter can reach you',
      tooLong: 'Enter at most 120 characters on one line',
    },
    check: {
      heading: 'Check your answers',
      supporter: 'Supporter',
      contact: 'How to contact you',
      whatElse: 'Nothing else is said: no name and no reason.',
      button: 'Ask {name}',
      changeSupporter: 'supporter',
      changeContact: 'how to contact you',
    },
    done: {
      heading: 'Your part is done',
      next: 'What happens next',
      text: [
        'Your enquiry to {name} goes with a parcel of this visit, at the latest when you leave this page. When you have finished, use “Leave this page”.',
        'Every supporter visits on {days}, whether or not anything waits for them. The answer appears here, in your locker.',
      ],
      words:
        'If they contact you in another way, they say these two words first, so that you know who it is:',
      mind: 'You may change your mind at any time, without a reason.',
      button: 'Go to my support',
    },
    support: {
      heading: 'With {name}',
      nobody: 'a supporter who is not on the list any more',
      gone: {
        waiting:
          'This supporter is not on the list any more, so an answer may not come. You are welcome to choose someone else.',
        later:
          'This supporter is not on the list any more. What you have agreed can go on; if nothing comes, you are welcome to choose someone else.',
      },
      contact: 'How to contact you',
      safetyText:
        'Both of you see the same two words. Whoever contacts you says them first; if they do not, it is somebody else. You can say them too.',
      meetings: 'Meetings',
      meetingsValue: 'Held: {held} of three',
      when: 'When',
      where: 'Where',
      chosen: 'Chosen time',
      notNamed: 'Not named',
      unknownTime: 'Ask your supporter',
      chooseTime: 'Choose a time',
      end: 'End this',
      someoneElse: 'Choose someone else',
    },
    times: {
      heading: 'Which time suits you for meeting {number} of three?',
      hint: 'Times are by the clock on the wall ({zone}). If none suits, choose none: your supporter sees that, and can offer others. If you are in touch in another way too, say it there.',
      empty: 'Choose a time',
    },
    held: {
      heading: 'Was meeting {number} of three held?',
      text: 'Either of you may say so. Nothing of what you talked about is asked or kept.',
      last: 'After the third meeting it ends by itself.',
      button: 'Yes, it was held',
    },
    end: {
      heading: 'End this with {name}?',
      text: [
        'It ends for both of you. Nobody asks why, and you need not say.',
        'What both of you wrote is erased. It cannot be opened again; you can begin anew with any supporter.',
      ],
      button: 'End it',
      keep: 'Go back without ending it',
    },
    ended: {
      heading: 'This has ended',
      thanks: 'Thank you for coming. What was said stays between the two of you.',
      again: 'If you would like to talk again',
      againText:
        'You are welcome to choose a supporter again, the same or another. You need not say why.',
      other: 'Other people who can help',
      otherLink: 'If you need help now',
    },
  },

  supporter: {
    home: {
      heading: 'My place as a supporter',
      enquiries: 'Enquiries and meetings',
      none: 'There is nothing here just now.',
      setUp: 'Setting up',
      also: 'Also',
      paused: 'You take no enquiries from next week on.',
      anonymous: 'Somebody: {words}',
      look: 'See more',
    },
    links: {
      pause: 'Pause',
      resume: 'Take enquiries again',
      counts: 'My own counts',
    },
    tasks: {
      listing: 'Write your listing',
      listingAgain: 'Change your listing',
      sixWords: 'Read your six words to the leads',
      directory: 'See yourself in the directory',
      days: 'Put the visiting days into your calendar',
      careful: 'Read how to be careful',
      notYet: 'Incomplete',
      waits: 'Waits for the leads',
      nextWeek: 'From next week',
      done: 'Completed',
      anyTime: 'Any time',
    },
    listing: {
      heading: 'Your listing',
      intro:
        'Everybody can read it. It is yours: write what you like to say, and leave out the rest.',
      fields: {
        name: { label: 'Your name', hint: 'As colleagues know you.' },
        grade: { label: 'Grade (optional)', hint: '' },
        site: {
          label: 'Site (optional)',
          hint: 'Some colleagues look for somebody at another site. If you have several, put commas between them.',
        },
        specialty: {
          label: 'Specialty (optional)',
          hint: 'Some colleagues look for somebody of another specialty.',
        },
        languages: { label: 'Languages (optional)', hint: 'With commas between them.' },
        interests: {
          label: 'About you (optional)',
          hint: 'Interests, and anything about you that could make it easier to come to you, such as working part time, being a carer, faith, gender or background. Only what you want everybody to read, with commas between.',
        },
        about: {
          label: 'In your own words (optional)',
          hint: 'For instance when you are mostly available, and how soon you usually reply.',
        },
      },
      noName: 'Enter your name',
      nameTooLong: 'Enter a name of at most 80 characters',
      tooLong: 'All fields together hold at most 2,000 characters. Make one of them shorter',
      oneLine: 'Write this on one line',
    },
    check: {
      heading: 'Check your listing',
      text: 'Everybody will be able to read this, without a locker.',
      fields: {
        name: 'Name',
        grade: 'Grade',
        site: 'Site',
        specialty: 'Specialty',
        languages: 'Languages',
        interests: 'About you',
        about: 'In your own words',
      },
      notProvided: 'Not provided',
      button: 'Publish it through the leads',
    },
    sixWords: {
      heading: 'Your six words for the leads',
      how: [
        'Your listing waits for the leads. They sign it once you have read these six words to them.',
        'Read them out yourself, by telephone or face to face, so that each lead knows that the listing is really yours. Please do not write them in an e-mail.',
      ],
      one: 'One lead has to sign.',
      two: 'Two leads have to sign; read them to each.',
      words: 'Your six words',
      later: 'What was signed is in force from the next week on.',
      listed: 'The leads have signed your listing.',
      signed: 'The leads have signed your listing. It is in the directory from next week on.',
      again: 'Hand the listing to the leads again',
      handed: 'Your listing was handed to the leads.',
      first: 'Write your listing first. Then the six words are here.',
      notHanded: 'The listing was not handed to the leads',
      notHandedNext: 'What you wrote is in your locker. {next}',
    },
    directory: {
      heading: 'You in the directory',
      there:
        'This is what everybody reads. It is signed with your own key and by the leads, and this page has checked that.',
      notThere:
        'You are not in the directory yet. The leads sign your listing after you have read your six words to them, and it is in force from the week after.',
      signed:
        'The leads have signed your listing. You are in the directory from next week on; then this page shows what everybody reads.',
      newer: 'The leads have signed your newer listing too. It takes this one’s place next week.',
      offered: 'Colleagues can choose you this week.',
      notOffered:
        'Colleagues cannot choose you this week. Each visit of yours makes it possible for the next week, unless you have paused.',
    },
    days: {
      heading: 'Visiting days',
      text: [
        'Please visit on {days}, whether or not anything waits for you. As every supporter does, a visit says nothing about anybody.',
        'Nobody is told when something waits for them, so a reminder in your calendar helps.',
      ],
      about:
        'The file puts an entry for the whole day into your calendar. Its title is “{title}” and it says nothing else.',
      button: 'Get the calendar file',
      none: 'This scheme has no visiting days.',
    },
    states: {
      enquiry: { tag: 'Waits for your answer', text: 'Somebody would like to talk with you.' },
      offer: {
        tag: 'Offer times',
        text: 'You have accepted. Offer one to three times for meeting {number} of three.',
      },
      offered: {
        tag: 'Times offered',
        text: 'You have offered times for meeting {number} of three. None is chosen yet. You can offer others in their place.',
      },
      unconfirmed: {
        tag: 'Not confirmed yet',
        text: 'A time is chosen for meeting {number} of three. This meeting is not confirmed yet: the pass for it is not accepted. It settles at a visit of yours; please do not count on the time before.',
      },
      agreed: {
        tag: 'Agreed',
        text: 'Meeting {number} of three is agreed. The pass for it is accepted.',
      },
      ended: { tag: 'Ended', text: '' },
    },
    support: {
      headings: {
        enquiry: 'An enquiry',
        meeting: 'Meeting {number} of three',
        ended: 'This has ended',
      },
      contact: 'How to contact them',
      inService: 'Here, in this service: offer times on this page',
      safetyText:
        'Both of you see the same two words. When you contact them in another way, say these words first, before you say who you are or why you call. If they do not know them, it is somebody else: say that you have the wrong number.',
      meetings: 'Meetings',
      meetingsValue: 'Held: {held} of three',
      when: 'When',
      where: 'Where',
      notNamed: 'Not named',
      unknownTime: 'As you have agreed between you',
      offered: 'Times that you have offered',
      chosen: '{when} (chosen)',
      offer: 'Offer times',
      offerOthers: 'Offer other times',
      end: 'End this',
      block: 'End and block',
      thanks: 'Thank you for listening. Please keep nothing: no note, no name, no number.',
      keepNothing: 'Please keep nothing: no note, no name, no number.',
      saidCannot: 'You have said that you cannot take this on just now.',
    },
    answer: {
      legend: 'Can you take this on?',
      accept: 'Yes, accept',
      acceptHint: 'You offer times next.',
      cannot: 'No, I cannot just now',
      cannotHint:
        'They read that you cannot take this on just now and that another may. No reason is asked.',
      empty: 'Choose whether you can take this on',
      notice: 'What stays between you, and where that ends',
    },
    offer: {
      heading: 'Offer times for meeting {number} of three',
      hint: 'One to three times, by the clock on the wall ({zone}). A meeting takes an hour.',
      slot: 'Time {number}',
      slotOptional: 'Time {number} (optional)',
      date: 'Date',
      dateHint: 'For example, 27 11 2026',
      time: 'Time',
      timeHint: 'For example, 17:30 or 5:30pm',
      place: 'Place (optional)',
      placeHint: 'A room, “by phone” or “video”. At most 40 characters.',
      button: 'Offer',
      none: 'Enter at least one time',
      notADate: 'Enter a real date for time {number}',
      notATime: 'Enter a real time of day for time {number}, such as 17:30',
      skipped: 'The clocks go forward over time {number}, so it does not exist. Choose another',
      twice: 'The clocks go back over time {number}, so it comes twice. Choose another',
      past: 'Time {number} has passed. Choose another',
      placeTooLong: 'The place of time {number} is one line of at most 40 characters',
    },
    held: {
      heading: 'Was meeting {number} of three held?',
      text: 'Either of you may say so. Please keep no note of it.',
      last: 'After the third meeting it ends by itself.',
      button: 'Yes, it was held',
    },
    end: {
      heading: 'End this?',
      text: [
        'It ends for both of you. Nobody asks why, and you need not say.',
        'What both of you wrote is erased. They can write to you again, or to another supporter.',
        'If somebody else would be better for them, only they can choose that person. Please hand nothing on.',
      ],
      button: 'End it',
      keep: 'Go back without ending it',
    },
    block: {
      heading: 'End this and block it?',
      text: [
        'It goes from your locker at once, and nothing more of it is shown to you. The other side is told nothing.',
        'Blocking cannot stop the same person from beginning anew: nobody can know that it is the same person, because enquiries have no names. Passes limit how often that can happen in a quarter.',
        'If you are troubled, please speak with one of the leads, without a name.',
      ],
      button: 'End and block',
      keep: 'Go back without blocking it',
    },
    pause: {
      heading: 'Pause',
      text: [
        'From next week on you take no enquiries, until you say otherwise. Until the week is over, somebody can still choose you.',
        'What has begun goes on. Please go on visiting on the visiting days.',
        'If you just do not visit for a week or two, it pauses by itself.',
      ],
      button: 'Pause from next week on',
    },
    resume: {
      heading: 'Take enquiries again',
      text: ['From next week on colleagues can choose you again.'],
      button: 'Take enquiries from next week on',
    },
    counts: {
      heading: 'My own counts',
      text: 'These are kept only in your locker. Nobody else ever sees them; the leads see approximate totals of the whole scheme.',
      enquiries: 'Enquiries',
      contacts: 'Contacts',
      meetings: 'Meetings held',
      explained: 'A contact is an enquiry that you accepted and whose first meeting was agreed.',
    },
    careful: {
      heading: 'How to be careful',
      items: [
        'Say nobody’s name to anybody, nor to another supporter, unless that person expressly allows it.',
        'Keep no written record of a meeting: no notes, no summary, no entry with a name in a calendar.',
        'Say at the start of the first meeting what stays between you and where that ends, in the words below.',
        'If you cannot help, say so. Only the person themselves can choose somebody else; please hand nothing on.',
        'When you need to talk something over yourself, do so without names.',
        'Visit on the visiting days whether or not you expect anything, and from a place where nobody looks over your shoulder.',
      ],
    },
  },

  // The guided steps themselves stand in the scheme's policy.
  concern: {
    telephones: {
      heading: 'Telephone first.',
      first: 'Nobody reads this at once.',
    },
    facts: {
      most: 'At most {max} characters.',
      characters: 'You have written {count} of {max} characters.',
      empty: 'Write something under “{label}”',
      tooLong: '“{label}” is longer than {max} characters',
    },
    paper: {
      heading: 'When somebody may come to serious harm',
      notOffered:
        'This scheme has no written way for serious concerns. If a life is in danger, call 999; otherwise speak with one of the leads.',
      // In a near-peer scheme nearPeer.paper stands in its place.
      forWhom:
        'Supporters write a concern in their locker, where it is sealed for the people whom they choose. This is the same walk of questions on paper, for a day on which the service cannot be reached. Anybody may print it; nobody sees that you did.',
      about: [
        'Begin at question 1 and go where your answer leads. Most paths end without anything being told. Where a path ends, destroy the paper.',
      ],
      print: 'Print this form',
      unchecked:
        'The Board has not yet compared these steps with the current guidance. They are an example.',
      recipients: 'By role or name:',
      goTo: '→ go to question {number}',
      then: '→ then go to question {number}',
      stop: 'Stop here.',
      stopElse: 'If none of these is true, stop here.',
      named: 'only if the recipient must know who it is',
      basis: 'Follows, by analogy: {basis}',
      endHeading: 'When you have finished',
      end: [
        'Hand the paper over yourself, closed, to the person whom you chose, and to nobody else: not by post, not by e-mail, no copy.',
        'If you cannot reach them, telephone. Keep nothing.',
      ],
      signed: 'Date and your signature:',
      version: 'Steps: {version}, {hash}.',
      checked: 'Compared with the guidance on {date}.',
    },
    begin: {
      heading: 'A serious concern',
      text: [
        'This is for a serious risk to patients or other people. One question follows the other, and most ways lead to something better than telling.',
        'Until you seal it at the end, nothing is kept: leave at any page, and it is as if you had not begun.',
        'It takes less than ten minutes. Your answers are coded; only the last questions ask for your own words.',
      ],
      button: 'Begin',
      drill: 'Practise it instead: a drill',
      drillText:
        'A drill is sealed and opened like a concern. Only the recipient sees that it is one, on opening it. Please write nothing about real people in a drill.',
      paper: 'The same questions on paper',
    },
    drill: 'This is a drill.',
    follows: 'What this step follows',
    choose: 'Choose one answer',
    tickAll: 'Tick each of them, or go back',
    stop: {
      none: 'None of these: stop here',
      button: 'Stop here',
      telephoned: 'I have telephoned, or shall do so now',
      whom: 'Whom to telephone',
    },
    recipients: {
      empty: 'Tick at least one',
      tooFew: 'Tick at least {number}: it takes so many together to open it',
      key: 'Sealed to the key with the words: {words}',
      nobody: 'Nobody can receive a concern in this scheme yet. Please telephone.',
      quorum: 'It takes {number} of those whom you tick, together, to open it.',
    },
    check: {
      declare: 'Declaration',
      empty: 'Tick the declaration, or leave without sealing',
      button: 'Seal and send',
      leave: 'Leave without sealing',
      all: 'All considered',
      written: 'Your words',
      incomplete:
        'Some answer is missing. Please go back to the first question and follow them through.',
    },
    sealed: {
      heading: 'Sealed',
      text: [
        'It goes with a parcel of this visit, at the latest when you leave this page. From outside, that parcel looks like every other.',
        'If the network fails at that moment, it can be lost. What was taken in stands on your page at your next visit. If it does not stand there, nobody has it: telephone, or write it again.',
        'Only these can open it, and every opening shows in the public log in a way that you alone recognise:',
      ],
      nobodyOpened:
        'If nobody has opened it within {hours}, telephone. If it cannot wait that long, telephone now.',
      correct:
        'It cannot be changed or taken back. To correct something, telephone, or write another one.',
      keep: 'Keep nothing yourself: no note, no copy. What was sealed is the record.',
      you: 'This is hard on you too. The leads, or somebody whom “If you need help now” names, will listen to you.',
      button: 'Back to your page',
      hour: 'an hour',
      hours: '{number} hours',
    },
    own: {
      heading: 'Concerns that you sealed',
      sealed: 'Sealed on {when}',
      sealedFor: 'For: {who}',
      notOpened: 'Nobody has opened it yet.',
      overdueHeading: 'Nobody has opened it yet: telephone',
      overdue:
        'The time in which the scheme promises to open a concern is over. Please telephone now:',
      opened: '{who} has opened it.',
      acknowledged: '{who} has opened and acknowledged it.',
      outcome: '{who}: {outcome}',
      somebody: 'A recipient who has left',
    },
    outcomes: {
      'no-action': 'no action was needed',
      advice: 'gave advice',
      'local-action': 'acted locally',
      'referred-on': 'passed it on',
    },
    link: 'Raise a serious concern',
    // A recipient's.
    place: {
      heading: 'Your place as a recipient',
      none: 'The leads do not know this locker yet. Write your title first; then you have six words for them.',
      waits:
        'You would like to receive concerns as: {title}. The log does not have you so: either the leads have not signed it, or somebody else has the place now.',
      signed: 'Supporters can seal concerns to you as: {title}.',
      words: 'Your six words for the leads',
      write: 'Write your title',
      change: 'Change your title or your place',
      form: {
        heading: 'As what do you receive concerns?',
        text: 'Supporters read this title when they choose who needs to know. It stands in the public log for ever, so write what you are and not who.',
        label: 'Your title',
        hint: 'For example: Clinical lead, first',
        empty: 'Write your title',
        tooLong: 'A title has at most 80 characters',
        legend: 'Whose place is it?',
        free: 'A new one',
        own: 'The one that you have',
        instead: 'In the place of: {title}',
        noPlace: 'Choose whose place it is: all are taken',
        button: 'Hand it to the leads',
      },
      sixWords: {
        heading: 'Your six words for the leads',
        how: [
          'Your place waits for the leads. They sign it once you have read these six words to them.',
          'Read them out yourself, by telephone or face to face, so that each lead knows that concerns will be sealed to you and to nobody else. Please do not write them in an e-mail.',
        ],
        one: 'One lead has to sign.',
        two: 'Two leads have to sign; read them to each.',
        signed: 'The leads have signed your place. Supporters see these words beside your title.',
        again: 'Hand it to the leads again',
        handed: 'Your place was handed to the leads.',
        notHanded: 'Your place was not handed to the leads',
      },
    },
    audit: {
      heading: 'Check a decision record',
      about: [
        'A recipient can give you a record of a concern that they opened: what was answered to each question, when it was opened, why, and what came of it. What the supporter wrote is not in it, and cannot be read with it.',
        'The record is checked on this device against the public log. It goes nowhere.',
      ],
      label: 'The record’s file',
      button: 'Check it',
      empty: 'Choose the record’s file',
      refusals: {
        not_a_record: 'This file is not a decision record',
        other_log:
          'This record belongs to another scheme, or the public log of today does not continue the one that it was made from',
        not_this_concern: 'This record does not hold: its keys are not those of its envelope',
        not_logged: 'This record does not hold: the public log does not have its opening',
        other_notes:
          'This record does not hold: the public log does not have what it says of acknowledgement and outcome',
      },
      holds: 'This record holds',
      holdsText: 'The public log bears it out.',
      rows: {
        week: 'Sealed in the week from',
        published: 'Published, as the recipient says',
        opened: 'Opened',
        openedBy: '{date}, by: {who}',
        reason: 'Why, as the recipient says',
        acknowledged: 'Acknowledged',
        outcome: 'What came of it',
        outcomeOn: '{what}, {date}',
      },
      notInRecord: 'Not in this record',
      today: 'The steps that were walked are those of today.',
      nothingElse: 'What was written is not in it, nor who wrote it or whom it is about.',
      envelope: 'Fingerprint of the envelope, as the recipient gave it',
      another: 'Check another',
    },
    held: {
      heading: 'Your page',
      about:
        'Concerns that are sealed for you stand here. Please visit every day: every visit of yours opens something, whether or not there is anything, so a visit says nothing.',
      none: 'There is nothing for you to open.',
      published: 'Published on {date}',
      drill: 'A drill',
      phases: {
        sealed: 'Not opened.',
        asked: 'You asked to open it. It opens with one of the next parcels.',
        shares: '{shares} of {quorum} recipients have opened it. It takes all of those to read it.',
        open: 'Open.',
      },
      look: 'Look at it',
      open: {
        heading: 'Open this concern',
        text: 'Every opening is in the public log for ever. The supporter who sealed it recognises it; nobody else can tell which it was.',
        legend: 'Why are you opening it?',
        empty: 'Choose why you are opening it',
        reasons: {
          addressed: 'It is addressed to me',
          'asked-by-phone': 'The supporter telephoned and asked me to',
          'other-absent': 'Another recipient cannot be reached',
          drill: 'A drill was announced',
        },
        button: 'Ask to open it',
      },
      read: {
        heading: 'A concern for you',
        words: 'In their words',
        answers: 'What they answered',
        other:
          'These answers belong to other steps than those of today, so only their numbers are shown.',
        otherRow: 'Question {number}',
        coded: 'answer {code}',
        acknowledge: 'Acknowledge it',
        acknowledged: 'You have acknowledged it. The supporter sees that.',
        outcomeLegend: 'What came of it?',
        outcomeHint:
          'The supporter sees this, and an auditor to whom you give the record. Nobody else.',
        outcomeEmpty: 'Choose what came of it',
        outcomeButton: 'Say what came of it',
        outcomes: {
          'no-action': 'No action was needed',
          advice: 'I gave advice',
          'local-action': 'I acted locally',
          'referred-on': 'I passed it on',
        },
        outcome: 'What came of it: {outcome}.',
        keep: 'Please act as the Board’s policy says. This page is not a record of it; copy nothing that is not needed.',
      },
      record: {
        heading: 'The decision record',
        text: 'A file for an auditor: what was answered, when you opened it and what you said came of it. What was written is not in it, and cannot be read with it.',
        whole: 'The log has your acknowledgement and what came of it; the record shows both.',
        notYet:
          'The record shows what the log has by now. Acknowledge the concern and say what came of it; when the log has both, save the record again.',
        button: 'Save the decision record',
        fileName: 'decision-record.bin',
      },
    },
  },
};
