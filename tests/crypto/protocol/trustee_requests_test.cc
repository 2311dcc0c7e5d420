#include "crypto/protocol/trustee_requests.h"

#include <gtest/gtest.h>

#include "crypto/protocol/trustees.h"
#include "tests/crypto/protocol/one_encoding.h"
#include "tests/support/sample_log.h"

namespace sotto::protocol {
namespace {

using sotto::testing::expect_one_encoding;
using sotto::testing::filled;

std::vector<TrusteeRequest> requests() {
  std::vector<TrusteeRequest> out;
  out.push_back({.kind = TrusteeKind::kRead, .place = 6});
  out.push_back({.kind = TrusteeKind::kContribute, .number = 2, .content = Bytes(616, 3)});
  out.push_back({.kind = TrusteeKind::kCertify, .place = 1, .number = 2, .content = Bytes(64, 3)});
  out.push_back({.kind = TrusteeKind::kBeginAgain, .place = 1, .number = 2});
  out.push_back({.kind = TrusteeKind::kParts, .place = 1, .number = 8104});
  out.push_back({.kind = TrusteeKind::kReports, .place = 1, .number = 8104, .content = Bytes(4)});
  out.push_back({.kind = TrusteeKind::kSend,
                 .place = 1,
                 .number = 8104,
                 .content = encode_sealed_parts({Bytes(kSealedPartSize, 3), {}})});
  out.push_back(
      {.kind = TrusteeKind::kRelease, .place = 1, .number = 8104, .content = Bytes(106, 3)});
  for (TrusteeRequest& each : out) {
    each.day = 20458;
    each.signature = filled<64>(4);
  }
  return out;
}

bool reads(TrusteeRequest request) {
  return TrusteeRequest::parse(request.encode()).has_value();
}

TEST(TrusteeRequests, HaveOneEncoding) {
  for (const TrusteeRequest& each : requests()) {
    expect_one_encoding<TrusteeRequest>(each.encode());
  }
  EXPECT_EQ(to_hex(requests()[3].encode()),
            "04"
            "01"
            "00000002"
            "0000"
            "00004fea" +
                to_hex(filled<64>(4)));
}

TEST(TrusteeRequests, AreSignedWhole) {
  const Hash256 genesis = filled<32>(1);
  for (const TrusteeRequest& each : requests()) {
    const Bytes wire = each.encode();
    EXPECT_EQ(trustee_request_message(genesis, each),
              concat({genesis, ByteView(wire).first(wire.size() - 64)}));
  }
}

TEST(TrusteeRequestRefusal, AnotherKindPlaceOrContent) {
  for (TrusteeRequest request : requests()) {
    request.place = kTrusteePlaces;
    EXPECT_FALSE(reads(request));
  }
  for (const std::uint8_t kind : {0, 9}) {
    EXPECT_FALSE(reads({.kind = TrusteeKind{kind}}));
  }
  EXPECT_FALSE(reads({.kind = TrusteeKind::kRead, .number = 1}));
  EXPECT_FALSE(reads({.kind = TrusteeKind::kRead, .content = {1}}));
  EXPECT_FALSE(reads({.kind = TrusteeKind::kContribute}));
  EXPECT_FALSE(reads({.kind = TrusteeKind::kContribute, .content = Bytes(617)})) << "above any";
  EXPECT_FALSE(reads({.kind = TrusteeKind::kCertify, .content = Bytes(63)}));
  EXPECT_FALSE(reads({.kind = TrusteeKind::kCertify, .content = Bytes(65)}));
  EXPECT_FALSE(reads({.kind = TrusteeKind::kBeginAgain, .content = Bytes(1)}));
  EXPECT_FALSE(reads({.kind = TrusteeKind::kParts, .content = Bytes(1)}));
  EXPECT_FALSE(reads({.kind = TrusteeKind::kReports, .content = Bytes(3)}));
  EXPECT_FALSE(reads({.kind = TrusteeKind::kSend, .content = {208}}));
  EXPECT_FALSE(reads({.kind = TrusteeKind::kSend, .content = Bytes(8)})) << "of eight trustees";
  EXPECT_FALSE(reads({.kind = TrusteeKind::kRelease, .content = Bytes(105)}));
}

TEST(ReleaseAnswers, HaveOneEncoding) {
  const ReleaseAnswer answer{
      .released = true,
      .broker_part = Bytes(161, 1),
      .parts = {{ReleaseStep::kNothing, {}}, {ReleaseStep::kSigned, Bytes(kSealedPartSize, 2)}}};
  expect_one_encoding<ReleaseAnswer>(answer.encode());
  const ReleaseAnswer bare{.parts = {{ReleaseStep::kSent, {}}}};
  EXPECT_EQ(to_hex(bare.encode()), "0000010100");
  for (const char* bad : {"02000100", "0001ff01", "000001", "00000103d1", "000008"}) {
    EXPECT_FALSE(ReleaseAnswer::parse(*from_hex(bad))) << bad;
  }
}

TEST(ReportsAnswers, HaveOneEncodingAndFillAnAnswer) {
  ReportsAnswer answer{.count = 12};
  expect_one_encoding<ReportsAnswer>(answer.encode());
  for (std::uint8_t i = 0; i < kReportsOfAnswer; ++i) {
    answer.reports.push_back(Bytes(kReportSize, i));
  }
  Bytes wire = answer.encode();
  EXPECT_EQ(ReportsAnswer::parse(wire)->reports, answer.reports);
  EXPECT_FALSE(ReportsAnswer::parse(ByteView(wire).first(wire.size() - 1)));
  wire[4] = kReportsOfAnswer + 1;
  wire.resize(wire.size() + kReportSize);
  EXPECT_FALSE(ReportsAnswer::parse(wire));
}

TEST(TrusteeAnswers, HaveOneEncoding) {
  const TrusteeAnswer answer{.number = 2,
                             .parts = {{0, TrusteeStep::kNothing},
                                       {3, TrusteeStep::kContributed},
                                       {6, TrusteeStep::kCertified}},
                             .message = {1, 2, 3}};
  expect_one_encoding<TrusteeAnswer>(answer.encode());
  EXPECT_EQ(to_hex(answer.encode()),
            "00000002"
            "03"
            "0000"
            "0301"
            "0602"
            "0003010203");
}

TEST(TrusteeAnswerRefusal, APlaceOrStepThatDoesNotExistAndPlacesOutOfOrder) {
  const auto answers = [](std::vector<TrusteeAnswer::Part> parts) {
    return TrusteeAnswer::parse(TrusteeAnswer{.number = 1, .parts = std::move(parts)}.encode())
        .has_value();
  };
  EXPECT_TRUE(answers({}));
  EXPECT_FALSE(answers({{kTrusteePlaces, TrusteeStep::kNothing}}));
  EXPECT_FALSE(answers({{0, TrusteeStep{3}}}));
  EXPECT_FALSE(answers({{1, TrusteeStep::kNothing}, {0, TrusteeStep::kNothing}}));
  EXPECT_FALSE(answers({{1, TrusteeStep::kNothing}, {1, TrusteeStep::kNothing}}));
  EXPECT_FALSE(TrusteeAnswer::parse(TrusteeAnswer{.message = Bytes(1961)}.encode())) << "above any";
  EXPECT_DEATH(
      (TrusteeAnswer{.parts = std::vector<TrusteeAnswer::Part>(kTrusteePlaces + 1)}.encode()),
      "panic: trustees");
}

}  // namespace
}  // namespace sotto::protocol
