// What doctors and supporters of a near-peer scheme read in their lockers, in English. A section of the texts
// like those of en.ts, and by the same rules.

export const peer = {
  home: {
    heading: { colleague: 'My near-peer supporter', supporter: 'My place as a supporter' },
    pair: { colleague: 'Your supporter: {name}', supporter: 'You support {name}' },
    pairs: 'Doctors whom you support',
    look: 'See more',
    none: {
      colleague:
        'You have no supporter at present. You are on the programme director’s list, and who it is appears here.',
      supporter: 'You support nobody at present. Who it is appears here.',
    },
    also: 'Also',
    setUp: 'Setting up',
    links: {
      wishes: 'What you would like in a supporter',
      optOut: 'Opt out',
      scheme: 'Say something about the scheme, without your name',
      withdraw: 'Leave the scheme',
      help: 'Other people who can help',
      capabilities: 'What the role shows for you',
      practice: 'What has worked for other supporters',
      statement: 'Your statement of support',
      concern: 'A serious concern about safety',
    },
  },

  // Instead of personal.role.
  role: {
    heading: 'Which role is this locker for?',
    hint: 'Your name is not asked. A locker has one role.',
    colleague: 'A foundation doctor',
    colleagueHint: 'You have, or will have, a near-peer supporter.',
    supporter: 'A near-peer supporter',
    supporterHint: 'You are a grade ahead or more, and support others or would like to.',
    recipient: 'A recipient of serious concerns',
    recipientHint: 'The programme director is one. The leads know that you are.',
    empty: 'Choose the role',
  },

  // Beside personal.words.lostText.
  lost: 'If you came with an invitation of the programme director, ask for a new one too: each works only once.',

  // Instead of pausing: nobody is chosen here.
  rest: {
    summary: 'If you need a rest, or fewer doctors',
    text: [
      'Nobody chooses you from a list here, so there is nothing to pause. Tell the programme director, who pairs fewer doctors with you, or nobody new.',
      'What has begun goes on. If you cannot go on with a doctor, ask for another pairing on their page: nobody asks why.',
    ],
  },

  // Of everybody's list of supporters, from which nobody chooses.
  list: {
    lead: 'These are the near-peer supporters of this scheme. The programme director pairs you with one of them, and they get in touch with you first.',
    offered: 'A doctor with whom you are newly paired finds you here this week.',
    notOffered:
      'A doctor with whom you are newly paired does not find you here this week. Each visit of yours makes it possible for the next week; until then, write by mail.',
  },

  listingTooLong: 'All fields together hold at most 570 characters. Make one of them shorter',

  // Where somebody stands with the programme director.
  standing: {
    notJoined: {
      colleague:
        'The programme director has written you a letter with an invitation. Enter it once, so that your supporter finds you here.',
      supporter:
        'The programme director does not know this locker yet. Apply here; or enter the invitation, if you have a letter with one.',
    },
    waits: {
      colleague:
        'You have entered your invitation. Who your supporter is appears here, in your locker. If nothing has come after three visiting days, ask the programme director whether the invitation was used before.',
      supporter: 'You have told the programme director. The answer appears here, in your locker.',
    },
    optedOut:
      'You have opted out. Nobody is told why, and nobody asks. Your supporter stays a named contact, and you can opt in again whenever you like.',
    withdrawn: 'You have left the scheme. What was between you and others here is erased.',
    optIn: 'Opt in again',
  },

  news: {
    paired: 'You have been paired. See below with whom.',
    unpaired: 'Your pairing has changed. Nobody is at fault.',
    agreement: 'There is something new in your agreement.',
    feedback: 'A doctor whom you support has given you feedback.',
    reminder:
      'Your supporter says that they are there, if you would like them. No answer is expected.',
    in_again: 'A doctor whom you support has opted in again.',
    statement: 'The programme director has signed a statement of support for you.',
    not_senior:
      'The programme director has named somebody whom the rules do not allow: a supporter is of a higher grade. It was not taken. Please tell the director.',
  },

  tasks: {
    apply: 'Apply to be a supporter',
    applyAgain: 'Apply again',
    correct: 'Correct your application',
    correctHint: 'Write it again as a whole. The new one takes the place of the one before.',
    join: 'Enter the invitation of your letter',
    joinHint: 'Only if you applied on paper.',
    module: 'Do the e-learning module on medical mentoring',
    moduleHint: 'Strongly recommended. It holds nothing up.',
  },

  // After something was done: the same for every act, but for what follows from it.
  done: {
    heading: 'Your part is done',
    visit:
      'It goes with a parcel of this visit, at the latest when you leave this page. When you have finished, use “Leave this page”.',
    button: 'Go to your page',
    next: {
      apply:
        'Your supervisor is told of your application, and has {days} days to say if they have concerns. The answer appears here, in your locker.',
      join: 'Who you are paired with appears here, in your locker.',
      optOut:
        'You take no part from now on. Nobody asks why. Your supporter stays a named contact, and you can opt in again whenever you like.',
      stateWishes:
        'Only the programme director reads it. It counts when a new pair is made for you, as far as there is somebody who has said the same of themselves.',
      optIn: 'You take part again, with the same supporter if they are still yours.',
      anotherPairing:
        'The programme director makes another pairing as soon as there is one. The other person learns only that the pairing has changed.',
      withdraw:
        'You have left the scheme. What was between you and others here is erased from your locker.',
      tellRelationship:
        'Only the programme director can read it, and does so on a visiting day. They are asked to speak with you first. If it cannot wait, telephone: “If you need help now” names whom.',
      tellAboutScheme:
        'It has no name on it. The director reads it together with at least four others, in no order.',
      agreement: 'You have signed. It counts when the other one has signed the same text.',
      feedback: 'Only your supporter can read it.',
      remind: 'They read one sentence: that you are there, and that no answer is expected.',
      introduce:
        'They read that you have introduced yourself. If you have their e-mail address, a few words by mail help too.',
    },
  },

  join: {
    heading: 'The invitation in your letter',
    hint: '24 characters in groups of four, in the programme director’s letter. You may leave out the gaps, and paste it.',
    empty: 'Enter the invitation',
    refusals: {
      character:
        'An invitation has digits and letters, but no U and no other signs. Look at each character.',
      length: 'An invitation has 24 characters in groups of four. One is missing or too many.',
      wrong_log:
        'This invitation belongs to another scheme than this page. Nothing was changed. Please ask the programme director.',
    },
  },

  apply: {
    notProvided: 'Nothing said',
    name: {
      heading: 'What is your name?',
      hint: 'As the programme director knows you.',
      row: 'Name',
    },
    email: {
      heading: 'What is your e-mail address?',
      hint: 'Your work address. The doctors whom you support are not told it.',
      row: 'E-mail',
    },
    supervisor: {
      heading: 'Who supervises you?',
      hint: 'They are told of your application, and asked whether they have concerns. Their reasons stay between them and you.',
      row: 'Supervised by',
      empty: 'Choose who supervises you',
      choices: {
        educational: 'An educational supervisor',
        appraiser: 'I have none: my appraiser',
        'medical-education': 'I have none: the director of medical education',
      },
    },
    person: {
      heading: {
        educational: 'Who is your educational supervisor?',
        appraiser: 'Who is your appraiser?',
        'medical-education': 'Who is the director of medical education?',
      },
      name: 'Their name',
      email: 'Their e-mail address',
      row: 'Their name and address',
    },
    declaration: {
      heading: 'Have you talked about it?',
      row: 'Declaration',
      empty: 'Tick the box, or talk with them first and come to this page another day',
      box: {
        educational: 'I have discussed this with my educational supervisor',
        appraiser: 'I know that my appraiser will be told that I apply',
        'medical-education':
          'I know that the director of medical education will be told that I apply',
      },
    },
    matchedOn: {
      heading: 'Is there anything that you would be happy to be matched on? (optional)',
      hint: 'In your own words, each on a line: for example part-time working, a faith, being the first in a family to study. Some doctors ask for it. Only the programme director reads it, and a doctor whose wish it meets learns that it was met. Blank means nothing at all. You can take any of it back at any time: tell the programme director.',
      row: 'Happy to be matched on',
    },
    module: {
      heading: 'Have you done the e-learning module on medical mentoring?',
      hint: 'It is strongly recommended. Your answer holds nothing up.',
      row: 'E-learning module',
      empty: 'Choose one answer',
      choices: { done: 'Done', planned: 'Planned', 'not-yet': 'Not yet' },
    },
    check: {
      heading: 'Check your application',
      text: 'Only the programme director reads this.',
      button: 'Apply',
    },
    errors: {
      name: 'Enter a name of at most 80 characters, on one line',
      email: 'Enter an e-mail address, such as a.name@example.org',
      tooMany: 'Enter at most 8 lines',
      tooLong: 'Each line has at most 40 characters',
      twice: 'Each line once',
    },
  },

  pair: {
    heading: { colleague: 'Your supporter: {name}', supporter: 'You support {name}' },
    rows: {
      grade: 'Grade',
      email: 'E-mail',
      met: 'Matched on',
      agreement: 'Agreement',
      meeting: 'Next meeting',
    },
    agreement: {
      none: 'Not written yet',
      mine: 'You have signed; the other signature is missing',
      theirs: 'Waits for your signature',
      whole: 'Signed by both',
      over: 'Signed by both. Its estimated end has passed: agree anew, or let it end',
    },
    first: {
      colleague: 'They get in touch with you first. You need do nothing.',
      colleagueDone: 'Your supporter has introduced themself.',
      supporter: 'The first words are yours.',
      late: 'Your introduction is still to be made. Only you are shown this.',
      supporterDone: 'You have introduced yourself.',
    },
    optedOut:
      'They have opted out. You stay their named contact; you may now and then say that you are there, and expect no answer.',
    cameBack: 'They have opted in again.',
    meet: {
      waits: 'Your supporter has offered times to meet.',
      choose: 'Choose a time',
      offered: 'You have offered times to meet. None is chosen yet.',
      offer: 'Offer times to meet',
      offerOthers: 'Offer other times',
      chosen: 'A time is chosen: {when}.',
      own: 'Or agree on it in any other way that suits you both.',
    },
    feedbackDue:
      'You have been paired for some time. Your supporter would be glad to hear how it is for you.',
    feedbackHere: 'There is feedback for you.',
    safety:
      'Both of you see the same two words. Compare them when you first speak: then you know that nobody stands between you here.',
    buttons: {
      introduce: 'Introduce yourself',
      write: 'Write the agreement',
      sign: 'Read and sign the agreement',
      see: 'See the agreement',
      give: 'Give your supporter feedback',
      read: 'Read the feedback',
      remind: 'Say that you are there',
      another: 'Ask for another pairing',
      relationship: 'Something serious is wrong between us',
    },
  },

  introduce: {
    heading: 'Introduce yourself to {name}',
    text: 'A few words are enough. For example:',
    template:
      'I am your near-peer supporter, one step ahead of you. Shall we meet for half an hour? If this is not for you, you need not answer.',
    mail: 'By e-mail, from your own mail program, to:',
    hereText:
      'Or here, in this service: they read that you have introduced yourself. You can offer times to meet next.',
    button: 'Say hello here',
    notHere:
      'They have not come to this service yet, so an e-mail or a word on the ward is the way.',
  },

  remind: {
    heading: 'Say to {name} that you are there?',
    text: [
      'They read one sentence: that you are there if they would like you, and that no answer is expected.',
      'You can do it once in {weeks} weeks. Nobody sees whether they read it.',
    ],
    button: 'Say it',
  },

  optOut: {
    heading: 'Opt out',
    text: [
      'You are encouraged to try near-peer support, and you need not. The programme director is told that you opt out, without a reason.',
      'Your supporter stays a named contact. You can opt in again at any time.',
    ],
    legend: 'Also tell my supporter?',
    no: 'No, only the programme director',
    yes: 'Yes, tell my supporter too',
    button: 'Opt out',
  },
  optIn: {
    heading: 'Opt in again?',
    text: [
      'The programme director and your supporter are told that you take part again. It goes on where it was, if the pair is still there.',
    ],
    button: 'Opt in again',
  },
  another: {
    heading: 'Ask for another pairing?',
    text: [
      'The programme director pairs you with somebody else. Nobody is at fault, and nobody asks why.',
      'The other person learns only that the pairing has changed. What is between the two of you here goes with it.',
    ],
    button: 'Ask for another pairing',
  },
  withdraw: {
    heading: 'Leave the scheme?',
    text: [
      'The programme director is told that you leave, without a reason. Every pair of yours ends.',
      'What is between you and others here is erased from your locker at once: agreements, feedback, safety words. Print first what you would like to keep.',
    ],
    button: 'Leave the scheme',
    keep: 'Go back without leaving',
  },

  relationship: {
    heading: 'Something serious is wrong between us',
    text: [
      'This is for what is wrong between the two of you, such as bullying, discrimination or a broken confidence. If you simply would like somebody else, ask for another pairing: that needs no reason.',
      'What you write here is sealed for the programme director alone, who reads it on a visiting day and is asked to speak with you first. If it cannot wait, telephone or speak with somebody below.',
    ],
    label: 'What would you like the programme director to know?',
    button: 'Tell the programme director',
    other: 'Is it about something else?',
    safety:
      'If patients or other people may come to harm, or a doctor may, the guided steps are the way. If a life is in danger, call 999.',
    steps: 'The guided steps for a serious concern',
    paper: 'The guided steps for a serious concern, on paper',
    director:
      'If it is about the programme director, do not write it here: take the guided steps and choose another recipient, or turn to one of these.',
  },

  wishes: {
    heading: 'What you would like in a supporter',
    text: [
      'You need not wish for anything, and nothing is assumed of you. If you would rather be paired with somebody who has something in common with you, say what. It is met as far as possible, and never by guessing: only by what supporters have said of themselves.',
      'Only the programme director reads it. It takes the place of what you wished for before, which this page does not keep: write down all that you still would like. Your present pair stays as it is, and what could be met you learn when a new one is made; if you would like another supporter because of it, ask for another pairing.',
    ],
    label: 'Your wishes (optional)',
    hint: 'In your own words, each on a line: for example part-time working, a faith, being the first in a family to study. Leave it blank to take back what you wished for.',
    button: 'Tell the programme director',
  },

  scheme: {
    heading: 'What would you say about the scheme?',
    hint: 'What could be easier, what is missing, what is good. It carries no name, and the director reads it only together with at least four others. Please name nobody, and nothing by which somebody could be known.',
    button: 'Hand it in without my name',
  },

  text: {
    empty: 'Write something',
    tooLong: 'At most 600 characters; some count for two or more',
  },

  agreement: {
    heading: 'Your agreement with {name}',
    intro: 'It stays with the two of you. Nobody else gets it, the programme director neither.',
    state: {
      mine: 'You have signed. It counts when {name} has signed the same text.',
      theirs: '{name} has written this and signed it. Read it; sign it, or change it.',
      whole: 'Both of you have signed this text.',
      over: 'Its estimated end has passed. Write a new one, or let it end.',
    },
    rows: {
      supportee: '1. Supportee',
      supporter: '2. Supporter',
      start: '3. Start date',
      end: '4. Estimated end date',
      howOften: '5. How often and for how long',
      where: '6. When and where',
      means: '7. Preferred way to communicate',
      clause: '8. Confidentiality',
      gain: '9. What we both wish to gain',
      notes: '10. Further notes',
    },
    clause:
      'We keep what is said between us confidential, except where there is a risk of harm to any person.',
    sign: 'Sign',
    signText: 'By signing you affirm all of it, the sentence on confidentiality included.',
    change: 'Change it',
    changeHint: 'A change is a new text, which both of you sign again.',
    print: 'Print it',
    paper: 'Print an empty form, to sign on paper',
    file: 'agreement.txt',
    sheet: 'To print',
    sheetHint:
      'Where a signature is missing, there is a line to sign on. A printed copy is yours to look after.',
    region: 'The agreement',
    formTitle: 'Near-peer support agreement',
    signSupportee: '11. Signed (supportee)',
    signSupporter: '12. Signed (supporter)',
    notProvided: 'Not provided',
    // The form.
    start: { heading: 'When does it begin?', hint: 'For example, 5 8 2027' },
    end: { heading: 'When do you think it will end?', hint: 'An estimate. For example, 1 8 2028' },
    howOften: {
      heading: 'How often do you plan to meet, and for how long? (optional)',
      hint: 'For example: once a month, for half an hour.',
    },
    where: {
      heading: 'When and where? (optional)',
      hint: 'For example: Thursdays after lunch, in the library.',
    },
    means: {
      heading: 'How would you like to communicate?',
      value: 'Number, address or name (optional)',
      choices: {
        'in-service': 'In this service',
        phone: 'By telephone',
        'personal-email': 'By personal e-mail',
        'work-email': 'By work e-mail',
        pager: 'By pager',
        teams: 'In Teams',
      },
    },
    gain: {
      heading: 'What would you both like to gain? (optional)',
      hint: 'A few words of each of you.',
    },
    notes: { heading: 'Anything else? (optional)', hint: '' },
    check: {
      heading: 'Check the agreement',
      text: 'Your signature goes with it. {name} reads it, and signs or changes it.',
      button: 'Sign it',
    },
    errors: {
      date: 'Enter a real date, such as 5 8 2027',
      backwards: 'The end is before the beginning',
      short: 'At most 200 characters; some count for two or more',
      value: 'At most 120 characters, on one line',
      long: 'At most 500 characters; some count for two or more',
    },
  },

  feedback: {
    heading: 'Feedback for {name}',
    intro: 'Only your supporter reads it. It is not anonymous: the two of you are a pair.',
    questions: [
      'Was your supporter there when you had agreed to speak?',
      'Did your supporter listen to you?',
      'Was it of use to you?',
    ],
    rows: ['There when agreed', 'Listened', 'Of use'],
    scale: ['Not at all', 'A little', 'Mostly', 'Very much so'],
    empty: 'Choose one answer',
    text: {
      heading: 'Is there anything you would like to say to them? (optional)',
      hint: 'What was good, what could be better. They read your words as you write them.',
      row: 'In your words',
    },
    check: {
      heading: 'Check your feedback',
      text: 'This is what {name} reads. It can be given once.',
      button: 'Give it to {name}',
    },
    notProvided: 'Nothing said',
    received: {
      heading: 'Feedback from {name}',
      text: 'It is for you alone; the programme director cannot read it. Whether you use it for your portfolio is up to you.',
    },
  },

  meetings: {
    offer: 'Offer times to meet',
    times: 'Which time suits you?',
    held: 'Was the meeting held?',
    heldText: 'Either of you may say so. Nothing of what you talked about is asked or kept.',
  },

  statement: {
    heading: 'Your statement of support',
    text: 'The programme director has signed it. Anybody can check it with the public log.',
  },
};
