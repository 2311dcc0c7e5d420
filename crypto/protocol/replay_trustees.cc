// The part of the replay about the figures: trustees, the keys that they make, and releases.

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/cocktail/suite.h"
#include "crypto/figures/broker_key.h"
#include "crypto/protocol/replay.h"

namespace sotto::protocol {
namespace {

static_assert(kSealedShareSize == cocktail::kMinCiphertext, "a share without a payload");

std::unexpected<ReplayRefusal> refuse_trustees(ReplayRefusal why) {
  return std::unexpected(why);
}

// Of exactly these trustees, in the order of their places, with a majority as quorum.
bool is_of(const cocktail::Session& session, const std::map<std::uint8_t, TrusteeKey>& trustees) {
  const auto n = static_cast<std::uint32_t>(trustees.size());
  if (n < kMinTrustees || session.n() != n || session.t != trustee_quorum(n)) return false;
  auto next = session.P.begin();
  for (const auto& [place, trustee] : trustees) {
    if ((next++)->bytes() != trustee.static_key) return false;
  }
  return true;
}

}  // namespace

const LoggedCertificate* Replay::certificate_for(Epoch quarter) const {
  if (!policy_) panic("replay: a quarter before the policy");
  const LoggedCertificate* out = nullptr;
  for (const LoggedCertificate& each : certificates_) {
    if (policy_->calendar.epoch(each.day) <= quarter) out = &each;
  }
  return out;
}

Replay::Result Replay::apply(Day, const TrusteeKey& trustee) {
  const Bytes message = trustee_message(genesis_hash_, trustee);
  if (!verify(trustee.signing_key, kTrusteeLabel, message, trustee.signature)) {
    return refuse_trustees(ReplayRefusal::kTrusteeSignature);
  }
  const auto signatures = good_signatures(trustee.signatures, kTrusteeLeadLabel, message);
  if (!signatures || *signatures < policy_->lead_signatures) {
    return refuse_trustees(ReplayRefusal::kLeadSignatures);
  }
  if (!ristretto::Element::parse(trustee.static_key) || !is_of_full_order(trustee.sealing_key)) {
    return refuse_trustees(ReplayRefusal::kTrusteeMalformed);
  }
  for (const auto& [place, other] : trustees_) {
    if (place == trustee.place) continue;
    // One person in two places would be a quorum sooner than it looks.
    if (other.static_key == trustee.static_key || other.signing_key == trustee.signing_key) {
      return refuse_trustees(ReplayRefusal::kKeyTaken);
    }
  }
  const auto before = trustees_.find(trustee.place);
  const std::uint32_t last = before == trustees_.end() ? 0 : before->second.number;
  if (trustee.number <= last) return refuse_trustees(ReplayRefusal::kNumberNotRising);
  trustees_[trustee.place] = trustee;
  return {};
}

Replay::Result Replay::apply(Day day, const TrusteeCertificate& body) {
  const std::uint32_t last = certificates_.empty() ? 0 : certificates_.back().body.number;
  if (body.number <= last) return refuse_trustees(ReplayRefusal::kNumberNotRising);
  auto certificate = cocktail::Certificate::parse(body.certificate);
  if (!certificate) return refuse_trustees(ReplayRefusal::kCertificateInvalid);
  const cocktail::Transcript& transcript = certificate->transcript;
  if (!is_of(transcript.session, trustees_))
    return refuse_trustees(ReplayRefusal::kCertificateParties);
  const std::size_t n = trustees_.size();
  auto key =
      cocktail::verify_certificate(*certificate, figures::ceremony_id(genesis_hash_, body.number));
  if (!key || !transcript.ext.empty() || body.shares.size() != n * n) {
    return refuse_trustees(ReplayRefusal::kCertificateInvalid);
  }
  const auto broker_key = ristretto::Element::parse(body.broker_key);
  const auto tally_key =
      broker_key ? figures::tally_key(*key, *broker_key, body.possession, genesis_hash_, transcript)
                 : std::nullopt;
  if (!tally_key) return refuse_trustees(ReplayRefusal::kBrokerKeyUnproven);
  LoggedCertificate logged{.entry = size_,
                           .day = day,
                           .body = body,
                           .certificate = std::move(*certificate),
                           .key = std::move(*key),
                           .broker_key = *broker_key,
                           .tally_key = *tally_key};
  for (const auto& [place, trustee] : trustees_) logged.trustees.push_back(trustee);
  certificates_.push_back(std::move(logged));
  return {};
}

// The first entry of a quarter tells what the roster was at the end of the one before.
std::optional<Replay::Reporters> Replay::ended_before(Day day) const {
  const Epoch now = policy_->calendar.epoch(day);
  if (now == 0 || now == policy_->calendar.epoch(last_day_)) return std::nullopt;
  return Reporters(now - 1, in_force_at_end_of(now - 1));
}

std::vector<SigningPublicKey> Replay::in_force_at_end_of(Epoch quarter) const {
  const Week last = Calendar::week(policy_->calendar.first_day_of_epoch(quarter + 1) - 1);
  std::vector<SigningPublicKey> out;
  for (const auto& [id, supporter] : roster_) {
    if (supporter.in_force(last)) out.push_back(supporter.identity_key);
  }
  std::ranges::sort(out);
  return out;
}

std::vector<SigningPublicKey> Replay::reporters(Epoch quarter) const {
  if (!policy_) panic("replay: a quarter before the policy");
  if (reporters_ && reporters_->first == quarter) return reporters_->second;
  // No entry has come since it ended.
  if (quarter >= policy_->calendar.epoch(last_day_)) return in_force_at_end_of(quarter);
  return {};
}

const Closing* Replay::closing_of(Epoch quarter) const {
  const auto found = std::ranges::find(closings_, quarter, &Closing::quarter);
  return found == closings_.end() ? nullptr : &*found;
}

Replay::Result Replay::apply(Day day, const Closing& body) {
  const Epoch now = policy_->calendar.epoch(day);
  if (now == 0 || body.quarter != now - 1 || day < policy_->calendar.closing_day(body.quarter)) {
    return refuse_trustees(ReplayRefusal::kClosingEarly);
  }
  if (closing_of(body.quarter) != nullptr) return refuse_trustees(ReplayRefusal::kClosingRepeated);
  if (certificate_for(body.quarter) == nullptr)
    return refuse_trustees(ReplayRefusal::kClosingWithoutKey);
  const std::size_t roster = reporters(body.quarter).size();
  if (body.reports > roster || figures::withheld(body.quarter, now, std::nullopt, body.reports,
                                                 static_cast<std::uint32_t>(roster))) {
    return refuse_trustees(ReplayRefusal::kClosingTooFew);
  }
  closings_.push_back(body);
  return {};
}

Replay::Result Replay::apply(Day day, const LoggedFigures& body) {
  const figures::Release& release = body.release;
  if (release.quarter >= policy_->calendar.epoch(day))
    return refuse_trustees(ReplayRefusal::kReleaseEarly);
  if (!releases_.empty() && release.quarter <= releases_.back().quarter) {
    return refuse_trustees(ReplayRefusal::kReleaseRepeated);
  }
  const LoggedCertificate* const under = certificate_for(release.quarter);
  if (under == nullptr) return refuse_trustees(ReplayRefusal::kReleaseWithoutKey);
  const Closing* const closing = closing_of(release.quarter);
  if (closing == nullptr || closing->batch != release.batch) {
    return refuse_trustees(ReplayRefusal::kReleaseUnclosed);
  }
  const Bytes message = release_message(genesis_hash_, under->leaf, release);
  if (body.signatures.size() < under->key.t)
    return refuse_trustees(ReplayRefusal::kReleaseSignatures);
  for (const TrusteeSignature& each : body.signatures) {
    if (each.holder == 0 || each.holder > under->trustees.size() ||
        !verify(under->trustees[each.holder - 1].signing_key, kReleaseLabel, message,
                each.signature)) {
      return refuse_trustees(ReplayRefusal::kReleaseSignatures);
    }
  }
  releases_.push_back(release);
  return {};
}

}  // namespace sotto::protocol
