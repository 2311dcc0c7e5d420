#pragma once
// A trustee of the figures (docs/spec/figures.md): the keys that seven words give, and what the
// ceremony asks of them. Not part of a visit: a trustee has no locker, and asks on their own
// occasions. Between two of them nothing is kept but the words.

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "client/core/exchange.h"
#include "client/core/keys.h"
#include "client/core/public_view.h"
#include "crypto/cocktail/certificate.h"
#include "crypto/protocol/trustee_requests.h"

namespace sotto::client {

struct TrusteeKeys {
  ristretto::Scalar d;  // the static key of ceremonies
  SigningKey signing;
  X25519KeyPair sealing;

  // Of the words' keys under the scheme's salt (keys.h).
  static TrusteeKeys of(const LockerKeys& words);
};

// For the leads: signed by the trustee, with the next number of the place. title: 1 to 80 bytes of
// plain text.
protocol::TrusteeKey trustee_entry(const TrusteeKeys& keys, const protocol::Replay& log,
                                   std::uint8_t place, std::string title);
bool signed_by_themself(const protocol::TrusteeKey& entry, const Hash256& genesis);

// The place that the log has these keys at.
std::optional<std::uint8_t> place_of(const protocol::Replay& log, const TrusteeKeys& keys);

// The share of the log's last certificate, or of another. nullopt: these keys have none, or what
// the log has for them gives none.
std::optional<ristretto::Scalar> share_of(const protocol::Replay& log, const TrusteeKeys& keys);
std::optional<ristretto::Scalar> share_of(const protocol::LoggedCertificate& certificate,
                                          const Hash256& genesis, const TrusteeKeys& keys);

// One request. All of these: nullopt when the gateway's key is of small order.
class TrusteeCall {
 public:
  static std::optional<TrusteeCall> read(const PublicView& everybody, const TrusteeKeys& keys,
                                         std::uint8_t place);
  static std::optional<TrusteeCall> begin_again(const PublicView& everybody,
                                                const TrusteeKeys& keys, std::uint8_t place,
                                                std::uint32_t number);

  const Request& request() const { return exchange_.request(); }
  std::expected<protocol::TrusteeAnswer, Refused> open(const Response& response) const {
    return open_as<protocol::TrusteeAnswer>(response);
  }
  // Of a request about a quarter (release.h).
  template <class Answer>
  std::expected<Answer, Refused> open_as(const Response& response) const {
    const auto payload = exchange_.open(response);
    if (!payload) return std::unexpected(payload.error());
    auto answer = Answer::parse(*payload);
    if (!answer) return std::unexpected(Refused{Failure::kNotSotto});
    return std::move(*answer);
  }

 private:
  friend struct Ceremony;
  friend struct QuarterSeat;
  explicit TrusteeCall(Exchange exchange) : exchange_(std::move(exchange)) {}
  static std::optional<TrusteeCall> make(const PublicView& everybody, const TrusteeKeys& keys,
                                         protocol::TrusteeRequest request);
  Exchange exchange_;
};

// What the ceremony asks of this trustee now.
struct Ceremony {
  enum class Turn : std::uint8_t {
    kTooFewTrustees,  // the leads are to appoint more
    kContribute,
    kWait,  // for the others: `missing` have not done what this trustee has
    kCertify,
    kDone,
    kSpoilt,    // what somebody sent does not hold; nothing was signed
    kOtherLog,  // the broker speaks of other trustees than this log: it has grown meanwhile
  };
  Turn turn{};
  std::uint32_t number = 0;
  std::vector<std::uint8_t> missing = {};         // places
  std::optional<cocktail::Refusal> refusal = {};  // kSpoilt
  std::optional<std::uint8_t> culprit = {};       // kSpoilt: the place, when one can be named
  std::optional<TrusteeCall> call = {};           // kContribute, kCertify

  // Checks everything that came from the others before it signs.
  static Ceremony look(const PublicView& everybody, const TrusteeKeys& keys, std::uint8_t place,
                       const protocol::TrusteeAnswer& answer);
};
std::string_view name(Ceremony::Turn turn);  // "too-few-trustees"

}  // namespace sotto::client
