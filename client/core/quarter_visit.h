#pragma once
// A trustee's visit to a closed quarter (docs/spec/figures.md, "What trustees do"): one request
// after another until nothing is left for it. Nothing is kept between two visits but the words.

#include "client/core/release.h"

namespace sotto::client {

// What was done, and how the quarter stands. Trustees are numbered as in the quarter's certificate.
struct QuarterDone {
  enum class Did : std::uint8_t { kNothing, kSent, kSigned, kReleased };
  enum class State : std::uint8_t {
    kNoShare,       // these words give none of the quarter's key
    kFalseReport,   // nothing was decrypted: one of them does not count, for `reason`
    kOtherReports,  // nothing was decrypted: not those that the log says were closed
    kOver,          // released or forgotten in this moment
    kFailed,        // `failure`
    kWait,          // for `lacking` more, of `missing`: parts, and after kSigned signatures
    kHalfLost,      // the broker has no part of its own any more
    kBrokerWrong,   // its part is none of this sum
    kNoSum,         // good parts give no sum: beyond chance
    kDisagree,      // enough have signed, and not the same
    kReleased,
  };
  protocol::Epoch quarter = 0;
  Did did = Did::kNothing;
  State state = State::kWait;
  Refused failure = {};                                  // kFailed
  figures::TallyRefusal reason{};                        // kFalseReport
  std::optional<protocol::SupporterId> false_of{};       // kFalseReport, when it says whose it is
  std::uint32_t reports = 0;                             // that were fetched
  std::vector<protocol::SupporterId> not_reported = {};  // once every report was checked
  std::vector<std::uint8_t> spoilt = {};                 // whose parts do not hold
  std::uint32_t lacking = 0;
  std::vector<std::uint8_t> missing = {};
};
std::string_view name(QuarterDone::Did did);      // "signed"
std::string_view name(QuarterDone::State state);  // "other-reports"

class QuarterVisit {
 public:
  // nullopt: there is nothing to open now, or these keys had no part in it.
  static std::optional<QuarterVisit> begin(const PublicView& everybody, const TrusteeKeys& keys);

  // What to ask next. nullptr: it is over, and done() says how.
  const Request* request() const { return call_ ? &call_->request() : nullptr; }
  // What came back; nullopt: nothing did. The log may have grown since; the keys are those of
  // begin().
  void answer(const PublicView& everybody, const TrusteeKeys& keys,
              const std::optional<Response>& response);

  const QuarterDone& done() const { return done_; }
  std::uint32_t closed() const { return closed_; }  // reports in all, as the log has it

 private:
  enum class Step : std::uint8_t { kReports, kSend, kParts, kRelease };

  void ask(Step step, std::optional<TrusteeCall> call);
  void end(QuarterDone::State state) { done_.state = state; }
  void fail(const Refused& why);
  void take_reports(const PublicView& everybody, const TrusteeKeys& keys, const QuarterSeat& seat,
                    protocol::ReportsAnswer page);
  void check(const PublicView& everybody, const TrusteeKeys& keys, const QuarterSeat& seat);
  void open(const PublicView& everybody, const TrusteeKeys& keys, const QuarterSeat& seat,
            const protocol::ReleaseAnswer& answer);
  void see_signatures(const QuarterSeat& seat, const protocol::ReleaseAnswer& answer);

  QuarterDone done_;
  std::uint32_t closed_ = 0;
  std::optional<ristretto::Scalar> share_;
  std::vector<Bytes> reports_;
  std::optional<figures::EncryptedSum> sum_;
  Step step_ = Step::kReports;
  std::optional<TrusteeCall> call_;
};

}  // namespace sotto::client
