#pragma once
// Replaying the log (docs/spec/log.md, "Rules"): folds the entries into what they say today and
// refuses the first entry whose rules do not hold. Every client replays everything; so does the
// broker before it appends.

#include <array>
#include <expected>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "crypto/cocktail/certificate.h"
#include "crypto/protocol/entries.h"
#include "crypto/protocol/policy.h"
#include "crypto/tlog/tree.h"

namespace sotto::protocol {

enum class ReplayRefusal {
  kNotAnEntry,        // malformed bytes
  kFirstNotGenesis,   // entry 0 is something else, or a genesis stands elsewhere
  kGenesisSignature,  // not both leads', or the leads are one
  kDayBackwards,      // an entry's day is before its predecessor's
  kPassKeySignature,  // one is wrong, or both leads' are needed and missing
  kPassKeyRepeated,   // the epoch has a key that is not revoked, or another generation is next
  kPassKeyMalformed,  // not a ristretto255 element, or its truncated id is that of a live key
  kListingSignature,  // the supporter's own is wrong
  kLeadSignatures,    // one is wrong, or fewer than the policy asks
  kNumberNotRising,
  kUnknownSupporter,  // removal of nobody, or of somebody removed already
  kDayRootRepeated,
  kDayRootEarly,          // the root of a day that is not over
  kRestoredAhead,         // from more entries than the log has
  kRecipientSignature,    // the recipient's own is wrong
  kRecipientMalformed,    // a sealing key of small order
  kUnknownRecipient,      // removal from a place that nobody has
  kConcernsKeyMalformed,  // of small order, or the key before
  kConcernsKeySignature,  // not both leads'
  kChangeSignature,       // of a lead's or the log's key: not by everybody who must sign it
  kKeyTaken,              // a new key that somebody has or had in this log
  kChangeNumber,          // not one more than the last of its kind
  kGatewayKeyInvalid,     // of small order, the one before, or not the next id
  kGatewayKeyEarly,       // the overlap with the key before is not over
  kPolicyUnchanged,       // names the policy that is the newest
  kTrusteeSignature,      // the trustee's own is wrong
  kTrusteeMalformed,      // a static key that is no element, a sealing key of small order
  kCertificateParties,    // not of exactly the trustees in force and their majority
  kCertificateInvalid,    // of no ceremony of this number that everybody in it has signed
  kBrokerKeyUnproven,     // the broker has not shown that it has the secret of its half
  kReleaseWithoutKey,     // of a quarter at whose end there was no key to report under
  kClosingEarly,          // before its day, or of another quarter than the one that is over
  kClosingRepeated,       // of a quarter that is closed
  kClosingWithoutKey,     // of a quarter at whose end there was no key to report under
  kClosingTooFew,         // of fewer reports than may be opened, or of more than the roster has
  kReleaseEarly,          // of a quarter that is not over
  kReleaseUnclosed,       // of another batch than was closed
  kReleaseRepeated,       // of a quarter that is not after the last that was released
  kReleaseSignatures,     // fewer than a quorum of that key's trustees, or one is wrong
};
const char* describe(ReplayRefusal refusal);

// A key of small order makes every shared secret the same: nobody could seal to it.
bool is_of_full_order(const X25519PublicKey& key);

// A supporter as the log has them. Changes take effect with a week, so an entry keeps what was in
// force when it changed; ask about the week of the log's last day or a later one.
struct RosterEntry {
  SigningPublicKey identity_key{};
  std::uint32_t number = 0;
  Hash256 commitment{};
  Week in_force_from = 0;  // of this commitment
  std::optional<Week> removed_from;
  std::optional<Hash256> previous;  // the commitment in force before

  bool in_force(Week week) const {
    return (week >= in_force_from || previous) && (!removed_from || week < *removed_from);
  }
  const Hash256& commitment_in(Week week) const {
    return week < in_force_from && previous ? *previous : commitment;
  }
};

// A key of the broker for its place in envelopes, and the day from which it is the current one.
struct DatedConcernsKey {
  X25519PublicKey key{};
  Day from = 0;
};

// An opening and where it stands in the log.
struct LoggedOpening {
  std::uint64_t entry = 0;
  Day day = 0;
  Opening opening;
};

// The key of a ceremony, with what trustees need of it (docs/spec/figures.md).
struct LoggedCertificate {
  std::uint64_t entry = 0;
  Day day = 0;
  Hash256 leaf{};  // what reports, partial decryptions and releases are bound to
  TrusteeCertificate body;
  cocktail::Certificate certificate;
  cocktail::GroupKey key;
  ristretto::Element broker_key;
  ristretto::Element tally_key;           // Y
  std::vector<TrusteeKey> trustees = {};  // of the ceremony, in the order of their places

  figures::Setting setting(const Hash256& genesis) const { return {genesis, leaf, tally_key}; }
};

class Replay {
 public:
  // Appends one entry or changes nothing. Entry 0 needs no policy; every other one panics without.
  std::expected<void, ReplayRefusal> append(ByteView entry);
  // After entry 0. False, and nothing happens, when it is not the policy that genesis names.
  [[nodiscard]] bool set_policy(const Policy& policy);
  // The same for any policy of this log's origin: a later entry may name it. Whoever replays asks
  // names_policy() at the end. What the replay needs of a policy no change alters.
  [[nodiscard]] bool assume_policy(const Policy& policy);

  std::uint64_t size() const { return size_; }
  tlog::TreeHead head() const { return tree_.head(); }
  Hash256 root() const { return head().root; }
  const Genesis& genesis() const;  // panics before entry 0
  Hash256 genesis_hash() const;    // RFC 6962 leaf hash of entry 0
  Day genesis_day() const { return genesis_day_; }
  Day last_day() const { return last_day_; }

  // The one pass key of an epoch that is not revoked.
  std::optional<PassKey> pass_key(Epoch epoch) const;
  // The generation that the next key of this epoch must have: how many there were.
  std::uint8_t next_generation(Epoch epoch) const;
  // An element whose one-byte id no live key of its or a neighbouring epoch has: a request names
  // its key by that byte. One fresh key in about a hundred has to be drawn again.
  bool has_usable_key_id(const PassKey& key) const;
  const std::map<SupporterId, RosterEntry>& roster() const { return roster_; }
  std::optional<DayRoot> day_root(Board board, Day day) const;
  // Who may open concerns now, by place.
  const std::map<std::uint8_t, Recipient>& recipients() const { return recipients_; }
  // The last number of a place, over recipients and removals; 0: it never had anybody.
  std::uint32_t recipient_number(std::uint8_t place) const;
  // By number; the last is the current one.
  const std::vector<DatedConcernsKey>& concerns_keys() const { return concerns_keys_; }
  const X25519PublicKey& concerns_key() const;  // panics before entry 0
  const std::vector<LoggedOpening>& openings() const { return openings_; }
  // --- what genesis named and entries change (changes.h) ---
  const std::array<SigningPublicKey, kLeads>& leads() const;
  const SigningPublicKey& log_key() const;
  // Whether a lead or the log has or had this key.
  bool is_taken(const SigningPublicKey& key) const;
  struct Gateway {
    std::uint8_t id = 0;
    ByteArray<32> key{};
    bool operator==(const Gateway&) const = default;
  };
  const Gateway& gateway() const;
  // The one before, while it is answered.
  std::optional<Gateway> old_gateway(Day today) const;
  // Of the policy in force on a day.
  Hash256 policy_hash(Day day) const;
  // The newest, which may be in force from tomorrow on only.
  Hash256 newest_policy_hash() const;
  // In force on this day, the one before or the one after: a served file turns a moment after the
  // day does, and clocks differ.
  bool names_policy(const Hash256& hash, Day day) const;
  // At any time.
  bool has_named_policy(const Hash256& hash) const;
  const std::optional<Build>& build() const { return build_; }
  // What the next entry of its kind must say.
  std::uint32_t next_lead_number(std::uint8_t lead) const;
  std::uint32_t next_log_key_number() const { return log_key_changes_ + 1; }
  std::uint32_t next_policy_number() const { return policy_changes_ + 1; }
  std::uint32_t next_build_number() const { return build_ ? build_->number + 1 : 1; }

  // --- figures (trustees.h) ---
  // Who opens figures now, by place. A place that was taken is never empty again.
  const std::map<std::uint8_t, TrusteeKey>& trustees() const { return trustees_; }
  const std::vector<LoggedCertificate>& certificates() const { return certificates_; }
  // Under whose key a quarter is reported: the last that stood in the log before it was over.
  const LoggedCertificate* certificate_for(Epoch quarter) const;
  // The identity keys that a quarter's reports are of, sorted: in force in its last week. Only of
  // the quarter before that of the last entry, of that one and of later ones; nobody of others.
  std::vector<SigningPublicKey> reporters(Epoch quarter) const;
  // nullptr: the quarter is not closed.
  const Closing* closing_of(Epoch quarter) const;
  // By quarter, rising.
  const std::vector<figures::Release>& releases() const { return releases_; }

  // Of the last restored entry. Files of boards are in no backup: older ones may be gone.
  std::optional<Day> restored_day() const { return restored_day_; }
  std::optional<std::uint64_t> restored_index() const { return restored_index_; }  // of its entry

 private:
  using Result = std::expected<void, ReplayRefusal>;
  struct KeptKey {
    PassKey key;
    bool revoked = false;
  };

  Result apply(Day day, const Genesis& genesis);
  Result apply(Day day, const PassKey& key);
  Result apply(Day day, const Listing& listing);
  Result apply(Day day, const Removal& removal);
  Result apply(Day day, const DayRoot& root);
  Result apply(Day day, const Restored& restored);
  Result apply(Day day, const Recipient& recipient);
  Result apply(Day day, const RecipientRemoval& removal);
  Result apply(Day day, const Opening& opening);
  Result apply(Day day, const ConcernsKey& key);
  Result apply(Day day, const LeadChange& change);
  Result apply(Day day, const LogKeyChange& change);
  Result apply(Day day, const GatewayChange& change);
  Result apply(Day day, const PolicyChange& change);
  Result apply(Day day, const Build& build);
  Result apply(Day day, const TrusteeKey& trustee);
  Result apply(Day day, const TrusteeCertificate& certificate);
  Result apply(Day day, const Closing& closing);
  Result apply(Day day, const LoggedFigures& figures);
  using Reporters = std::pair<Epoch, std::vector<SigningPublicKey>>;
  std::optional<Reporters> ended_before(Day day) const;
  std::vector<SigningPublicKey> in_force_at_end_of(Epoch quarter) const;
  void begin_changes(Day day, const Genesis& genesis);

  // How many leads signed; nullopt when one signature is wrong.
  std::optional<std::size_t> good_signatures(const std::vector<LeadSignature>& signatures,
                                             std::string_view label, ByteView message) const;
  bool needs_no_leads(Day day, const PassKey& key) const;

  tlog::Frontier tree_;
  std::uint64_t size_ = 0;
  Day last_day_ = 0;
  std::optional<Genesis> genesis_;
  Day genesis_day_ = 0;
  Hash256 genesis_hash_{};
  std::optional<Policy> policy_;
  std::map<Epoch, std::vector<KeptKey>> pass_keys_;  // by generation
  std::map<SupporterId, RosterEntry> roster_;
  std::map<std::pair<Board, Day>, DayRoot> day_roots_;
  std::optional<Day> restored_day_;
  std::optional<std::uint64_t> restored_index_;
  std::map<std::uint8_t, Recipient> recipients_;
  std::map<std::uint8_t, std::uint32_t> recipient_numbers_;
  std::vector<DatedConcernsKey> concerns_keys_;
  std::vector<LoggedOpening> openings_;

  std::array<SigningPublicKey, kLeads> leads_{};
  std::array<std::uint32_t, kLeads> lead_changes_{};
  SigningPublicKey log_key_{};
  std::uint32_t log_key_changes_ = 0;
  std::vector<SigningPublicKey> taken_;  // every key that a lead or the log has or had
  Gateway gateway_;
  std::optional<Gateway> old_gateway_;
  Day gateway_day_ = 0;                            // of the last change
  std::vector<std::pair<Day, Hash256>> policies_;  // in force from, in order
  std::uint32_t policy_changes_ = 0;
  std::optional<Build> build_;

  std::map<std::uint8_t, TrusteeKey> trustees_;
  std::vector<LoggedCertificate> certificates_;
  // Of the quarter before that of the last entry: what the roster was is known when the next
  // begins.
  std::optional<Reporters> reporters_;
  std::vector<Closing> closings_;
  std::vector<figures::Release> releases_;
};

}  // namespace sotto::protocol
