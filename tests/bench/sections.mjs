// What docs/benchmarks.md says beside its numbers: a section for each part of ./run bench, in order.
export const head = `# Benchmarks

\`./run bench\` measures all of this and writes this page, [benchmarks.json](benchmarks.json) and the
plots. Everything is a ratio, a count or a size of one run. Each piece of work takes turns with what
it is compared to, so that both meet the same machine; the median stands beside the lowest and the
highest. What has not been measured does not stand here. The command fails when a goal is missed.
`;

export const sections = [
  {
    bench: 'commit',
    title: 'A durable commit',
    text: `The broker's CPU time (user and system) for one commit over loopback HTTP onto a disk, divided
by what libsodium alone needs for its cryptography: opening the capsule, the hash of the body and the
signature over it, a supporter's pass, sealing the answer, hashing and encrypting what goes on boards;
not the signature of the receipt, which every commit has too. The broker's SHA-256 is OpenSSL's
and the floor's libsodium's, so that the floor can be got under; one row has OpenSSL's in both.
Alone on one connection, every commit pays for its own two syncs and its changes of thread; the goals are for commits that come
together. The four floors beside it are measured alone in the same turn: libsodium's work; a Beast server
that reads the same bytes and answers as many; the same rows put into a bare LMDB and committed, as
many at once as the broker had; their slots written in place and synced. A batch is published before
each turn, and every ninth commit of a supporter brings the contact key of a new week, whose signature
is checked once: three visits a week, three commits each. Postfix takes messages of
the same size from its own smtp-source over 64 connections and holds them in its queue, which it
syncs one by one, on the same disk; the row below says how many a second there would be if all cores did
libsodium's work and nothing else, without a network, a receipt or a disk.`,
  },
  {
    bench: 'primitives',
    title: 'Passes, cells and reports',
    text: `Against libsodium's own functions for the same products, sums and hashes, with nothing around
them (tests/bench/work_floor.cc). Ours parse, check and wipe as in the product.`,
  },
  {
    bench: 'peers',
    title: 'Against packages from npm',
    text: `CPU time of the package in Node, divided by that of our native code for the same work: passes
as VOPRF(ristretto255, SHA-512), cells as HPKE with X25519, HKDF-SHA256 and ChaCha20-Poly1305. Of
libsignal it is its sealed sender in an established session, 848 bytes unpadded; its core is native,
too, but it also keeps a ratchet and a certificate, which we do not have.`,
  },
  {
    bench: 'scan',
    title: 'Scanning a board',
    text: `Every cell of a board is tried with every live key, natively. HPKE's key schedule and its tag
are most of what comes on top of X25519.`,
  },
  {
    bench: 'wasm',
    title: 'In WebAssembly',
    text: `Scanning as above, and libsodium's X25519 in the same module; X25519 is slower there, the rest
less so.`,
  },
  {
    bench: 'wasm_visit',
    title: 'A report and the log, in WebAssembly',
    text: `A supporter's quarterly report with its proof, and the replay that every visit begins with.
Wall clock: what else runs on the machine counts.`,
  },
  {
    bench: 'log',
    title: 'Replaying the log',
    text: 'Every client checks the whole log at each visit, entry by entry.',
  },
  {
    bench: 'download',
    title: 'Downloading a board',
    text: `A day file of 16 MiB over four loopback connections, from this server, which maps it, and from
nginx with sendfile as a static file, each with two threads or processes. nginx copies nothing where
there is no TLS, so a byte costs it less; over TLS, which both would speak, nobody has that.`,
  },
  {
    bench: 'figures',
    title: 'Reports',
    text: `A supporter's quarterly report (docs/spec/figures.md): made, checked one by one, and a quarter
of 2,000.`,
  },
  {
    bench: 'envelope',
    title: 'Envelopes',
    text: `Sealing an envelope, which every supporter's commit does; a recipient's trial of each; and the
broker's part of an opening.`,
  },
  {
    bench: 'growth',
    title: 'Growth',
    text: `One store on a disk, filled step by step; 64 commits at a time through the broker, without HTTP,
which does not grow. Memory is the broker's own (RssAnon); mapped files in memory beside it are LMDB's
pages and programs, which the kernel takes back when it needs room. A start opens the store, repairs it,
reads the log and does what the calendar asks; after the machine itself has started, nothing of the store
is in memory yet, and it looks at one page of each locker on the disk. The fullest store takes turns with
an empty one. What that means for a scheme: [scaling.md](scaling.md).`,
    plot: { file: 'growth.svg', alt: 'CPU of a commit as the store fills' },
  },
  {
    bench: 'errand',
    title: 'A visit on the network',
    text: `What passes the command line client's connections in a visit of two commits, at a scheme with two
people in it, and what a mail client exchanges that reads what is new in Dovecot, answers through
Postfix and files a copy: 848 bytes of text a message, as many as a cell holds, without TLS on either
side and without a password. Mail is smaller by far, and tells its servers everything: who, whom, when, how
much and what. A visit costs the same whether anything is read or written: as much as a picture on a web
page. What is sent is above all the locker of 32 KiB, with every commit; what is received, answers padded
to one size and the public files, which are the same for everybody. The board comes on top and grows
with the scheme ([scaling.md](scaling.md)).`,
  },
  {
    bench: 'human_model',
    title: 'Human model',
    output: true,
    text: `Simulated people do what the pages say, at invented rates (tests/bench/human_model.cc). A
classifier is trained on half of the cases, with equally many of both kinds, and tried on the other
half.

**Whoever visits often probably has an engagement**: Sotto does not hide when and how often people
come, nor how long they stay, and the privacy page says so. What it shapes stays at chance, given how
long the visit lasts; the command fails when it does not (0.55 and above).`,
  },
];

// Goals that a run has missed: what it measured, and what was found and changed.
export const missed = [
  {
    name: "colleague's commit: broker CPU / sum of four floors alone",
    before: '1.32 (1.29–1.40)',
    change: `Two fifths of a commit's cryptography was the SHA-256 of its body, for which libsodium does not
use the processor's instructions: OpenSSL does (decision 91). A locker is looked at where it lies, keys are derived once a
commit, the server's timers are touched seldom.`,
  },
  {
    name: "supporter's commit: broker CPU / sum of four floors alone",
    before: '1.35 (1.10–1.45)',
    change: 'The same; and a contact key is verified and filed once a week.',
  },
  {
    name: "supporter's commit: broker CPU / libsodium's floor, 64 connections",
    before: '1.91 (1.45–2.39)',
    change: `A commit is signed by its hash, so that its body is hashed once. The bench gave every commit a new
contact key, which nobody has.`,
  },
  {
    name: "colleague's commit: durable commits a second / messages into Postfix's queue",
    before: '3.00 (2.83–4.45)',
    change: `All of the above. **Still missed.** Five times Postfix is about 210 microseconds of two cores for
everything; a commit takes about 205 of the broker and 17 of whoever sends it. A run in which Postfix
happened to take half as many showed 7.4, which is no merit of ours and not shown here. With 256 connections instead of 64 the
cores idle for a tenth of the time instead of a fifth, and a commit takes as much longer.`,
  },
  {
    name: "supporter's commit: durable commits a second / messages into Postfix's queue",
    before: '1.82 (1.63–1.88)',
    change: `The same. **Still missed**, and out of reach on two cores: libsodium's work alone does not get
there, and the goal of 1.70 for a commit's CPU allows less still.`,
  },
  {
    name: '10000000 spent passes, 100000 lockers: started to serving, seconds',
    before: '1.28',
    change: `Only the head of a locker is read at a start. The bench's lockers were all due to expire at the
first one.`,
  },
  {
    name: "colleague's commit: CPU with the fullest store / with an empty one",
    before: '1.31 (1.15–1.51)',
    change: 'The bench: both stores take turns now, instead of being measured minutes apart.',
  },
];
