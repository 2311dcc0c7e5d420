#pragma once
// The policy of a scheme as one canonical object (docs/spec/policy.md). The broker's `init`
// compiles it from TOML; its hash stands in the genesis entry; clients read only this form.

#include <optional>
#include <string>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/primitives/hash.h"
#include "crypto/protocol/calendar.h"
#include "crypto/protocol/near_peer.h"
#include "crypto/protocol/steps.h"
#include "crypto/protocol/witnesses.h"

namespace sotto::protocol {

// How a colleague may ask to be contacted. DO NOT CHANGE THE NUMBERS: they are on the wire.
enum class Means : std::uint8_t {
  kInService = 1,  // through Sotto; no value
  kPhone = 2,
  kPersonalEmail = 3,
  kWorkEmail = 4,
  kPager = 5,
  kTeams = 6,
};

struct Text {  // something a person reads; the value may have line breaks: "faq.what-it-is" → "…"
  std::string key, value;
};

struct Signpost {
  std::string who, what, contact, last_checked;  // last_checked: YYYY-MM-DD
};

struct Policy {
  std::string origin;  // the log's name, a URL without scheme: "sotto.example/listen-to-connect"
  std::string title;
  std::string time_zone;  // IANA name; used only at the edges
  std::string relay;      // "https://relay.example", through which alone people come; empty: none
  Calendar calendar;
  std::uint8_t lead_signatures = 2;                            // 1 or 2, for roster entries
  std::uint8_t visits_per_day = 3;                             // 0: no limit
  std::uint8_t packs_per_epoch = 4;                            // 1..16
  std::uint32_t first_commit_min = 10, first_commit_max = 40;  // seconds after opening
  std::uint32_t commit_interval = 300;                         // seconds
  std::uint8_t timed_commits = 4;                              // after the first; at most 4
  std::uint8_t visiting_days = 0b0010101;                      // bit 0 = Monday
  std::uint32_t publish_every = 0;                             // seconds; 0: at publish_at
  std::vector<std::uint16_t> publish_at;  // minutes after local midnight, rising
  std::vector<Means> means;
  std::uint8_t engagement_weeks = 12;
  std::uint8_t concern_quorum = 1;  // 1..5: recipients that it takes to open a concern
  std::uint16_t concern_hours = 4;  // 1..720: after which one that nobody opened is telephoned
  std::vector<Text> texts;
  std::vector<Signpost> signposts;
  std::optional<Steps> concern_steps;  // none: concerns are not offered
  std::string witnesses;               // who cosigns the log, as C2SP tlog-policy; empty: nobody
  std::uint32_t witness_every = 0;     // seconds between two times of asking them
  std::optional<NearPeer> near_peer;   // none: listen to connect

  // Where "Leave this page" leads: the text "site.neutral-page", if there is one.
  std::optional<std::string> neutral_page() const;
  // Of a policy without a problem.
  std::optional<tlog::WitnessPolicy> witness_policy() const;

  // The first rule that a value breaks (docs/spec/policy.md), for the person who wrote it; nullptr
  // when all is well.
  const char* problem() const;
  Bytes encode() const;  // without a problem only
  // Refuses anything but the canonical encoding of a policy whose values are in range.
  static std::optional<Policy> parse(ByteView wire);
  // SHA-256("sotto/v1/policy" || 0x00 || encoding)
  static Hash256 hash(ByteView wire);
};

}  // namespace sotto::protocol
