#pragma once
// The client's core as one WebAssembly module: all that it exports, next to `memory` and
// `_initialize`. It has no clock, no network, no storage; it asks its host for randomness and for a
// place to write the text of a panic, and nothing else.
//
// A call. The host asks for room with sotto_input, writes there, calls, looks where sotto_result
// says, copies what it needs and calls sotto_wipe. Inputs are the parts named below; "text" is the
// rest of the input as UTF-8, "file" a u32 length (big-endian, as everything) and so many bytes.
// Results are JSON as client/web/src/core/messages.ts has it, and bytes where it says so. A refusal
// is {"refusal": …}, a failure {"failure": …, "status": …}. `now`: seconds since 1970 UTC.
//
// A module holds one visit at a time. Whoever calls for something that is not there (a visit that
// is not open, keys that were not given) has a bug: the module panics, that is, it traps, and the
// host drops the instance. So it does after every visit: freed memory is wiped (heap.cc), but what
// lies on the stack of an idle instance is nobody's business either.
//
// Secrets stay inside. The one way out and in is between two instances of this module: sotto_words
// gives what sotto_stretch takes, sotto_stretch gives what sotto_keys takes, and the host copies
// from memory to memory and then wipes. Argon2id has an instance of its own because memory never
// shrinks.

#include <cstdint>

#define SOTTO_EXPORT(name) __attribute__((export_name(#name))) name

namespace sotto::client::wasm {

extern "C" {

// --- buffers ---
// `size` bytes for the next call, which takes them.
std::uint8_t* SOTTO_EXPORT(sotto_input)(std::uint32_t size);
// Four u32 of the machine: where the JSON lies, its size, where the bytes lie, their size.
const std::uint32_t* SOTTO_EXPORT(sotto_result)();
// Overwrites input and result.
void SOTTO_EXPORT(sotto_wipe)();
// Forgets visit, keys, words, lead and proposals.
void SOTTO_EXPORT(sotto_close)();

// --- what everybody may see ---
// Four files, as client::kPublicPaths has them, and text16, the origin that they came from; or
// nothing, for what was checked last, by the visit if one is open. Gives Everybody, or a failure.
void SOTTO_EXPORT(sotto_everybody)(double now);

// A decision record, whole. Gives Audited or a refusal. After sotto_everybody.
void SOTTO_EXPORT(sotto_audit)();

// A statement of a near-peer scheme's director: file, the log; file, the policy, both as they were
// fetched; text. Gives Stated or a refusal.
void SOTTO_EXPORT(sotto_check_statement)();

// --- words, codes, keys ---
// Text: a slip. Gives {"ok": true} or a refusal. After sotto_everybody.
void SOTTO_EXPORT(sotto_check_code)();
// Gives {"words": […]}, seven, and keeps them.
void SOTTO_EXPORT(sotto_fresh_words)();
// 0: text, the words of a locker. 1: the fresh words, for a locker. 2: file, a lead's key, and
// text, its words. 3: the fresh words, for a new lead's key. 4: as 2, for a director's desk: only
// its first 29 bytes are looked at. Gives the bytes for sotto_stretch, or {"refusal": …, "number":
// …}. 1 after sotto_everybody; before it 0 says no more than whether these are words.
void SOTTO_EXPORT(sotto_words)(std::uint32_t which);
// The bytes of sotto_words; gives those for sotto_keys. 128 MiB and 0.4 to 2 s; without the memory
// {"failure": "no_memory"}.
void SOTTO_EXPORT(sotto_stretch)();
// The bytes of sotto_stretch, kept as the keys of one's locker (0), of the locker to move to (1),
// of a lead's key file (2), or of a trustee (3), whose words are salted as those of a locker.
void SOTTO_EXPORT(sotto_keys)(std::uint32_t which);

// --- a visit ---
// Begins one with one's keys. role 0: opens. 1, 2, 3: enrols a colleague, a supporter, a recipient;
// text: the slip. Gives nothing, or a refusal.
void SOTTO_EXPORT(sotto_open)(std::uint32_t role, double now);
// The same of a part of a director's desk: what director_part and director_post gave
// (director/module.h) come from memory to memory, as the keys 0 and as the input.
void SOTTO_EXPORT(sotto_part)(double now);
// What to do next: {"step": "send", "path": …} with the body as bytes (none: GET), "wait" with
// "until" (null: for ever) and "dayEnds" (prepare the leaving commit again then), or "finished";
// always "opened", and a failure if there is one. Opens again by itself after a version conflict,
// four times at most. leaving: 1 from when the person leaves.
void SOTTO_EXPORT(sotto_next)(std::uint32_t leaving, double now);
// How it went: the HTTP status and the body as input; 0: no answer. Gives {"unanswered": …}:
// whether a commit or new words are without one.
void SOTTO_EXPORT(sotto_answer)(std::uint32_t status, double now);
// Gives Visit; null while it is not open: before, behind a conflict, after a failure.
void SOTTO_EXPORT(sotto_visit)();
// The next calls, up to sotto_record, need an open visit. An intent: u8 kind, in the order of
// client::Intent, then its fields in the order of visit.h: ids u32, supporter 16 bytes, means u8,
// slot u8, times u64, texts behind a u16 length, lists behind a u8 number. Of a near-peer act: u8
// verb, then its fields in the order of peer.h; an application as a letter has it, an invitation as
// typed, dates as text. Gives {"ok": true} or a refusal.
void SOTTO_EXPORT(sotto_do)();
// The leaving commit as it would go now: {"path": …} and bytes; null when there is none.
void SOTTO_EXPORT(sotto_leaving)(double now);
// Moves to the locker of the keys kept as 1.
void SOTTO_EXPORT(sotto_move)();
// Text: a slip. Gives {"ok": true} or a refusal.
void SOTTO_EXPORT(sotto_extend)();
// A recipient's: {"ok": true} and the decision record of a concern that can be read as bytes, or a
// refusal.
void SOTTO_EXPORT(sotto_record)(std::uint32_t concern);

// A part's: how far it has read and the letters that it found, as bytes, for director_take.
void SOTTO_EXPORT(sotto_letters)();

// A programme director's: {"ok": true} and an empty desk as bytes, sealed by the words of this
// locker; or a refusal.
void SOTTO_EXPORT(sotto_new_desk)();

// --- leads and administrators ---
// After sotto_words(3) and sotto_keys(2): {"publicKey": …}, and the file as bytes.
void SOTTO_EXPORT(sotto_lead_key)();
// Text: the draft of a genesis entry, raw or hex. Gives GenesisDraft or a refusal.
void SOTTO_EXPORT(sotto_read_draft)();
// File: the key. Text: the draft. After sotto_keys(2). {"lead": …, "signature": …} or a refusal.
void SOTTO_EXPORT(sotto_sign_draft)();
// Text: the key file. After sotto_everybody and sotto_keys(2). {"lead": …} or a refusal.
void SOTTO_EXPORT(sotto_open_desk)();
// A roster request: 0 proposes one's own listing or place as a recipient (of an open visit), 1
// reads what waits, 2 signs (8 bytes of text: the id; the rest: the six words), 3 removes (text:
// the supporter's id), 4 takes a proposal off the list (text: the id), 5 removes a recipient (text:
// the place, one digit from 0), 6 proposes the trustee that was read (text: the six words). Gives
// {"path": …} and the body; null when there is nothing to propose; or a refusal.
void SOTTO_EXPORT(sotto_roster)(std::uint32_t what, double now);
// What GET /policy-next gave, for the answer of a 1; nothing when there is none.
void SOTTO_EXPORT(sotto_next_policy)();
// Its answer, as sotto_answer has it. {"proposals": […]} as they were read last, or a failure.
void SOTTO_EXPORT(sotto_roster_answer)(std::uint32_t status);
// Text: what sotto_trustee_new gave, raw or hex. Gives {"place": …, "title": …} and keeps it, or a
// refusal. After sotto_open_desk.
void SOTTO_EXPORT(sotto_read_trustee)();
// Text: the site. {"slips": […], "hashes": …} or a refusal. After sotto_everybody.
void SOTTO_EXPORT(sotto_slips)(std::uint32_t count);

// --- trustees of the figures ---
// Text: a title. After sotto_everybody, sotto_words(1) and sotto_keys(3). Gives {"sixWords": […]}
// and what a lead gets, as hex; or a refusal.
void SOTTO_EXPORT(sotto_trustee_new)(std::uint32_t place);
// A trustee's request: 0 sits down with the keys kept as 3 and asks how the ceremony stands, 1 does
// what it asks of them, 2 begins another. Gives {"path": …} and the body, or a refusal. 3 sits down
// as well, and is the next request of opening the quarter that is over: until it gives
// QuarterVisit; null when there is nothing to open.
void SOTTO_EXPORT(sotto_trustee)(std::uint32_t what);
// Its answer, as sotto_answer has it. Gives Ceremony, or a failure; nothing after a 3.
void SOTTO_EXPORT(sotto_trustee_answer)(std::uint32_t status);
}

}  // namespace sotto::client::wasm
