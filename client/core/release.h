#pragma once
// What a trustee does for the figures of a closed quarter (docs/spec/figures.md, "What trustees
// do"): checks every report and the sum, makes their part, opens the sum with those of the others
// and signs what may be shown of it.

#include <span>

#include "client/core/trustee.h"
#include "crypto/figures/partial.h"

namespace sotto::client {

// A trustee of the certificate under which the quarter that is over was reported, while that
// quarter is closed and not released.
struct QuarterSeat {
  protocol::Epoch quarter = 0;
  const protocol::LoggedCertificate* under = nullptr;  // in the log of the view
  std::uint8_t holder = 0;                             // 1 to n

  // nullopt: there is nothing to open now, or these keys had no part in it.
  static std::optional<QuarterSeat> of(const PublicView& everybody, const TrusteeKeys& keys);

  // All nullopt when the gateway's key is of small order.
  std::optional<TrusteeCall> read_parts(const PublicView& everybody, const TrusteeKeys& keys) const;
  std::optional<TrusteeCall> read_reports(const PublicView& everybody, const TrusteeKeys& keys,
                                          std::uint32_t from) const;
  std::optional<TrusteeCall> send(const PublicView& everybody, const TrusteeKeys& keys,
                                  protocol::TrusteeKind kind, Bytes content) const;
};

// Why nothing is decrypted.
struct SumRefusal {
  enum class Why : std::uint8_t {
    kReport,      // one of them is none that counts: `report`, its place in the list
    kTooFew,      // fewer than may be opened
    kOtherBatch,  // not those that the log says were closed
  };
  Why why{};
  figures::TallyRefusal refusal{};  // kReport
  std::size_t report = 0;
};
// The sum of all reports of a quarter, every one of them checked. It is the only one that is
// decrypted.
std::expected<figures::EncryptedSum, SumRefusal> sum_of(const PublicView& everybody,
                                                        const QuarterSeat& seat,
                                                        std::span<const Bytes> reports);
// Who on the quarter's roster is not among them.
std::vector<protocol::SupporterId> not_reported(const PublicView& everybody,
                                                const QuarterSeat& seat,
                                                std::span<const Bytes> reports);

// This trustee's part, sealed to each of the others: the content of kSend.
Bytes sealed_parts(const PublicView& everybody, const QuarterSeat& seat,
                   const figures::EncryptedSum& sum, const ristretto::Scalar& share);

// What can be made of what the others have sent.
struct Opened {
  enum class Turn : std::uint8_t {
    kWait,         // for as many more as `lacking`; who has sent nothing is in `missing`
    kRelease,      // here it is, to be signed
    kHalfLost,     // the broker has no part of its own any more
    kBrokerWrong,  // its part is none of this sum
    kNoSum,        // good parts give no sum: beyond chance
  };
  Turn turn{};
  std::uint32_t lacking = 0;
  std::vector<std::uint8_t> missing = {};  // numbers
  std::vector<std::uint8_t> spoilt = {};   // whose part does not hold
  figures::Release release = {};
  Bytes signed_release = {};  // the content of kRelease
};
Opened open_parts(const PublicView& everybody, const TrusteeKeys& keys, const QuarterSeat& seat,
                  const figures::EncryptedSum& sum, const ristretto::Scalar& share,
                  const protocol::ReleaseAnswer& answer);

}  // namespace sotto::client
