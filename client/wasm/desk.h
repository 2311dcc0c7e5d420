#pragma once
// What an instance of the module holds between calls, and how its calls read and answer.

#include <optional>
#include <vector>

#include "client/core/proposals.h"
#include "client/core/public_view.h"
#include "client/core/quarter_visit.h"
#include "client/core/roster.h"
#include "client/core/sitting.h"
#include "client/core/trustee.h"
#include "client/wasm/host_call.h"
#include "crypto/base/wire.h"
#include "crypto/protocol/words.h"

namespace sotto::client::wasm {

// DO NOT CHANGE THE NUMBERS: the host names keys by them.
enum class KeysOf : std::uint32_t { kLocker = 0, kFresh = 1, kLead = 2, kTrustee = 3 };

struct Desk : HostCall {
  std::optional<PublicView> everybody;
  std::string address;  // where the page asks
  std::optional<protocol::Words> fresh_words;
  ByteArray<16> lead_salt{};  // of a new key file
  std::optional<LockerKeys> keys[4];
  std::optional<Sitting> sitting;
  std::optional<LeadKey> lead;
  std::vector<protocol::Proposal> proposals;
  NextPolicy next_policy;
  std::optional<RosterCall> call;
  bool call_reads = false;
  std::optional<protocol::Entry> offered;  // a trustee, as a lead has read the file

  // A trustee of the log, what they asked last, and what the answer asks of them; and the quarter
  // that they open.
  struct Seat {
    TrusteeKeys keys;
    std::uint8_t place = 0;
  };
  std::optional<Seat> seat;
  std::optional<TrusteeCall> trustee_call;
  std::optional<Ceremony> ceremony;
  std::optional<QuarterVisit> quarter;

  Pin pin(const Hash256& genesis) const { return {to_bytes(genesis), address}; }

  // These panic when there is none.
  const PublicView& view() const;  // of the open visit, else as checked last
  Sitting& open_sitting();
  LockerKeys take(KeysOf which);
  const LockerKeys& lead_file_keys() const;
};

Desk& desk();

void say_refusal(std::string_view refusal);
void say_failure(Failure failure, std::optional<protocol::Status> status);
void write_failure(Json& out, Failure failure, std::optional<protocol::Status> status);
void say_ok();
void say_bytes(ByteView bytes);
// The input behind a file part; nullopt, with nothing said, when it is none.
struct FileAndText {
  ByteView file;
  std::string_view text;
};
std::optional<FileAndText> file_and_text();

protocol::UnixTime time_of(double now);

}  // namespace sotto::client::wasm
