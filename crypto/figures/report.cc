#include "crypto/figures/report.h"

namespace sotto::figures {
namespace {

constexpr std::string_view kSignatureLabel = "sotto/v1/figures-report-signature";

Bytes content_of(const Report& report) {
  Writer out(protocol::kReportSize);
  out.u32(report.quarter).bytes(report.identity);
  report.proof.write(out);
  return out.take();
}

// genesis || certificate || everything before the signature
Bytes signed_message(const Setting& setting, const Report& report) {
  return concat({setting.genesis, setting.certificate, content_of(report)});
}

}  // namespace

Bytes Report::encode() const {
  Writer out(protocol::kReportSize);
  return out.bytes(content_of(*this)).bytes(signature).pad_to(protocol::kReportSize).take();
}

std::optional<Report> Report::parse(ByteView bytes) {
  if (bytes.size() != protocol::kReportSize) return std::nullopt;
  Reader in(bytes);
  std::uint32_t quarter = 0;
  SigningPublicKey identity;
  if (!in.u32(quarter) || !in.fixed(identity)) return std::nullopt;
  auto proof = Proof::read(in);
  Signature signature;
  if (!proof || !in.fixed(signature) || !in.zeros()) return std::nullopt;
  return Report{quarter, identity, std::move(*proof), signature};
}

Report make_report(const Setting& setting, std::uint32_t quarter, const SigningKey& identity,
                   const Secret<kCounters>& values) {
  Report out{
      quarter, identity.public_key, prove({setting, quarter, identity.public_key}, values), {}};
  out.signature = sign(identity, kSignatureLabel, signed_message(setting, out));
  return out;
}

std::expected<void, ReportRefusal> check_report(const Setting& setting, const Report& report) {
  if (!sotto::verify(report.identity, kSignatureLabel, signed_message(setting, report),
                     report.signature)) {
    return std::unexpected(ReportRefusal::kSignature);
  }
  if (!verify({setting, report.quarter, report.identity}, report.proof)) {
    return std::unexpected(ReportRefusal::kProof);
  }
  return {};
}

}  // namespace sotto::figures
