#pragma once
// The programme director's desk (docs/spec/near-peer.md, "The desk"): who applied, who may be a
// supporter in this cycle, every foundation doctor, and who supports whom. The director's client
// alone has it. Why somebody is not eligible beyond an attestation is nowhere in it.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "client/core/near_peer/application.h"
#include "client/core/near_peer/feedback.h"
#include "client/core/near_peer/matching.h"
#include "crypto/base/wire.h"
#include "crypto/protocol/near_peer.h"

namespace sotto::client {

inline constexpr std::size_t kDeskDoctorsMax = 4000;
inline constexpr std::size_t kDeskSupportersMax = 2000;

// In this order an applicant becomes a supporter of a cycle. DO NOT CHANGE THE NUMBERS.
enum class Eligibility : std::uint8_t {
  kEligible = 1,
  kSupervisorNotTold = 2,
  kWindowOpen = 3,  // the supervisor may still object
  kObjected = 4,    // that there was an objection; the reason stays outside
  kSupportNotConfirmed =
      5,             // has no educational supervisor, and nobody has said who takes their place
  kNotAttested = 6,  // in this cycle
  kWithdrawn = 7,
};

struct SupporterRow {
  std::uint32_t number = 0;
  Application application;
  std::uint8_t grade = 0;       // as attested last
  std::uint8_t places = 0;      // doctors at a time; at most the policy's cap
  protocol::Date told = 0;      // the supervisor; 0: not yet
  protocol::Date attested = 0;  // the cycle for which; 0: none
  bool objected = false, support_confirmed = false, withdrawn = false;
};

enum class Standing : std::uint8_t { kIn = 1, kOptedOut = 2, kWithdrawn = 3 };

struct DoctorRow {
  std::uint32_t number = 0;
  std::string name, email;
  std::uint8_t grade = 0;
  std::vector<std::string> wishes;  // for a supporter's characteristics; empty: no preference
  Standing standing = Standing::kIn;
  std::uint32_t supporter = 0;       // 0: none
  protocol::Date since = 0;          // of the pair
  std::vector<std::uint32_t> never;  // supporters of pairs that were ended
  MatchOutcome outcome = MatchOutcome::kNotYet;
  std::uint8_t later = 0;  // bit i: wishes[i] was not there yet when the pair was made

  bool is_later(std::size_t wish) const { return (later >> wish & 1) != 0; }
};
static_assert(kCharacteristicsMax <= 8, "one bit for each in DoctorRow::later");

enum class DeskRefusal {
  kNoSuchRow,
  kWithdrawn,      // they have left
  kTooEarly,       // nobody was told yet
  kNotAGrade,      // not on the policy's list
  kNotSenior,      // a supporter's grade is above the lowest
  kTooManyPlaces,  // above the cap, or none
  kNoPair,         // there is none to change
  kKnown,          // this e-mail address is on the desk already
  kFull,
  kPaired,   // is in a pair, which has to end first
  kStillIn,  // takes part, and has to leave first
  kNotes,    // letters about a pairing are from or about them
  kClaim,    // an application with their address waits
  kNoClaim,  // none does
  kNotWishes,
  kOutgrown,  // then a pair would not be one of a senior any more
};
const char* describe(DeskRefusal refusal);

class Desk {
 public:
  using Done = std::expected<void, DeskRefusal>;

  explicit Desk(protocol::NearPeer policy) : policy_(std::move(policy)) {}

  const protocol::NearPeer& policy() const { return policy_; }
  const std::vector<SupporterRow>& supporters() const { return supporters_; }
  const std::vector<DoctorRow>& doctors() const { return doctors_; }
  const SupporterRow* supporter(std::uint32_t number) const;
  const DoctorRow* doctor(std::uint32_t number) const;
  // Whose e-mail address this is, whatever its case. Somebody may be on both lists.
  const SupporterRow* supporter_of(std::string_view email) const;
  const DoctorRow* doctor_of(std::string_view email) const;
  FeedbackBox& feedback() { return feedback_; }
  const FeedbackBox& feedback() const { return feedback_; }

  // --- supporters ---
  Done apply(Application application);
  // By a supporter of this desk: it takes the place of the one before. Whoever had left or had an
  // objection begins anew; another supervisor is told anew.
  Done apply_again(std::uint32_t supporter, Application application);
  Done told(std::uint32_t supporter, protocol::Date today);
  Done objected(std::uint32_t supporter);
  Done confirm_support(std::uint32_t supporter);
  // Eligible in this cycle, and of this grade, above those of their doctors. To be said anew each
  // cycle.
  Done attest(std::uint32_t supporter, protocol::Date cycle, std::string_view grade);
  Done set_places(std::uint32_t supporter, std::uint8_t places);
  Done withdraw_supporter(std::uint32_t supporter);  // their pairs end
  Eligibility eligibility(const SupporterRow& row, protocol::Date today) const;

  // --- foundation doctors ---
  Done add(DoctorRow doctor);          // numbers it; name, email, grade and wishes count
  Done opt_out(std::uint32_t doctor);  // the supporter stays who it is
  Done opt_in(std::uint32_t doctor);
  Done change_pairing(std::uint32_t doctor);  // no fault: it ends, and is not made again
  Done withdraw_doctor(std::uint32_t doctor);
  Done set_grade(std::uint32_t doctor, std::string_view grade);  // below their supporter's
  // For the next pair that is made: the present one stays, and what of them it would meet is not
  // told.
  Done set_wishes(std::uint32_t doctor, std::vector<std::string> wishes);

  // --- who leaves it ---
  // Whoever has left, and applicants who are not eligible now; nobody in a pair.
  Done may_remove(std::uint32_t number, protocol::Date today) const;
  void remove(std::uint32_t number);  // whom may_remove() allows; nothing here names them any more

  // --- allocation ---
  MatchInput matching(protocol::Date today) const;
  // What came of it, one result a doctor of the input. False, and nothing done, when it breaks a
  // rule: not senior, above the places, a pair that was ended.
  bool take(const MatchInput& input, const std::vector<MatchResult>& results, protocol::Date today);
  // In the scheme, and without a supporter.
  std::vector<std::uint32_t> without() const;
  std::size_t load(std::uint32_t supporter) const;  // doctors now

  void write(Writer& out) const;
  // version: that of the file, which what stands behind the desk hangs on too.
  static std::optional<Desk> read(Reader& in, protocol::NearPeer policy, std::uint8_t& version);
  static constexpr std::uint8_t kVersion = 3, kVersionBeforeLater = 2, kVersionBeforeClaims = 1;

 private:
  SupporterRow* find_supporter(std::uint32_t number);
  DoctorRow* find_doctor(std::uint32_t number);
  static void end_pair(DoctorRow& row);
  bool is_consistent() const;

  protocol::NearPeer policy_;
  std::uint32_t next_ = 1;
  std::vector<SupporterRow> supporters_;  // numbers rising
  std::vector<DoctorRow> doctors_;        // numbers rising
  FeedbackBox feedback_;
};

}  // namespace sotto::client
