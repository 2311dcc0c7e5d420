#pragma once
// The programme director's desk as a WebAssembly module of its own, with the allocation: the same
// conventions as client/wasm/module.h, buffers included. It asks its host for randomness and for a
// place to write the text of a panic. Everybody in a near-peer scheme fetches it, and the
// director's page alone runs it (docs/web-client.md, "The director's module").
//
// The words of a desk never come here: the core makes their keys (sotto_words(4), sotto_stretch),
// and the host passes these from memory to memory.

#include <cstdint>

#define SOTTO_EXPORT(name) __attribute__((export_name(#name))) name

namespace sotto::client::wasm {

extern "C" {

std::uint8_t* SOTTO_EXPORT(sotto_input)(std::uint32_t size);
const std::uint32_t* SOTTO_EXPORT(sotto_result)();
void SOTTO_EXPORT(sotto_wipe)();
// The bytes of sotto_stretch, kept for director_open. `which` has to be 0.
void SOTTO_EXPORT(sotto_keys)(std::uint32_t which);

// A desk file. After sotto_keys. Gives DirectorDesk (client/web/src/core/director_messages.ts) or a
// refusal. All that follows needs an open desk.
void SOTTO_EXPORT(director_open)(double now);
void SOTTO_EXPORT(director_show)(double now);
// Acts, each u8 what, u32 number, u8 value, text16 grade: told, objected, supported, leaves, attest
// (grade), places (value), opts-out, opts-in, change, withdraws, grade (grade); of either renew
// (the invitation), settled (letters about a pairing), remove; of supporters theirs, not-theirs (an
// application with their address); from 0. All of them or none. Gives DirectorDesk, or a refusal
// with the number that it is about.
void SOTTO_EXPORT(director_do)(double now);
// Text: a CSV file of doctors (0) or applications (1). Gives {"imported": …, "desk": …} or
// {"bad": [{"line": …, "why": …}]}, and then nothing was taken.
void SOTTO_EXPORT(director_import)(std::uint32_t kind, double now);
// Gives DirectorDesk.
void SOTTO_EXPORT(director_allocate)(std::uint32_t seed, double now);
// The desk as it is now, sealed: the bytes of a file.
void SOTTO_EXPORT(director_file)();
// All pairs as CSV: bytes.
void SOTTO_EXPORT(director_pairs)();
// Text: feedback about the scheme, one on a line; {"ok": true} or a refusal, and then none was
// taken. Nothing: {"texts": […]}, a batch, or none.
void SOTTO_EXPORT(director_feedback)();
// u32 supporter, u8 kind, u8 hours, text16 from, text16 until ("2027-08-04"), u8 send: 1 by a
// letter, too. Gives {"text": …} or a refusal.
void SOTTO_EXPORT(director_statement)(double now);
// {"invitations": [{"number": …, "typed": …}]} of everybody who has not come.
void SOTTO_EXPORT(director_invitations)();

// The key of the log's recipient at the director's place. Gives {"code": …} and a file for them, or
// a refusal.
void SOTTO_EXPORT(director_hand_over)();
// File: what a director before gave; text: its code. Gives DirectorDesk or a refusal.
void SOTTO_EXPORT(director_take_over)(double now);

// --- the desk's parts, whose visits the core makes (sotto_part) ---
// Everybody is to be told how the desk stands; what goes is fixed by that, before anything is read.
void SOTTO_EXPORT(director_round)();
// What a part's keys are made of, as bytes, for sotto_keys(0) of the core.
void SOTTO_EXPORT(director_part)(std::uint32_t part);
// text16, the origin that the page came from; the rest is text: nothing, or the slip of the next
// part, which is this one. Gives bytes for sotto_part, or a refusal.
void SOTTO_EXPORT(director_post)(std::uint32_t part);
// What sotto_letters gave of this part's visit. Gives {"news": …, "desk": DirectorDesk}.
void SOTTO_EXPORT(director_take)(std::uint32_t part, double now);
// The next part has a locker. Gives DirectorDesk.
void SOTTO_EXPORT(director_enrolled)(double now);
}

}  // namespace sotto::client::wasm
