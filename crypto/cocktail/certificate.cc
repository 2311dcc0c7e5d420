#include "crypto/cocktail/certificate.h"

#include "crypto/base/wire.h"
#include "crypto/cocktail/suite.h"

namespace sotto::cocktail {

using ristretto::Element;
using ristretto::Scalar;

namespace {

std::unexpected<Refusal> refused_certificate(Reason reason, std::uint32_t participant = 0) {
  return std::unexpected(Refusal{reason, participant});
}

template <class Integer>
bool read_little_endian(Reader& in, Integer& out) {
  ByteArray<sizeof(Integer)> bytes;
  if (!in.fixed(bytes)) return false;
  out = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    out |= static_cast<Integer>(static_cast<Integer>(bytes[i]) << (8 * i));
  }
  return true;
}

// len || bytes, at most as long as what is left.
bool read_framed(Reader& in, ByteView& out) {
  std::uint64_t size = 0;
  return read_little_endian(in, size) && size <= in.left() &&
         in.view(static_cast<std::size_t>(size), out);
}

std::expected<Element, Refusal> read_element(Reader& in, std::uint32_t participant) {
  ByteArray<32> bytes;
  if (!in.fixed(bytes)) return refused_certificate(Reason::kMessage);
  const std::optional<Element> element = Element::parse(bytes);
  if (!element) return refused_certificate(Reason::kElement, participant);
  return *element;
}

std::expected<std::vector<Element>, Refusal> read_elements(Reader& in, std::uint32_t count,
                                                           std::uint32_t participant) {
  std::vector<Element> out;
  for (std::uint32_t k = 0; k < count; ++k) {
    const auto element = read_element(in, participant);
    if (!element) return std::unexpected(element.error());
    out.push_back(*element);
  }
  return out;
}

// n, t and the static keys. The context is put in as it stands.
std::expected<Session, Refusal> read_session(Reader& in) {
  ByteView suite, context;
  std::uint32_t n = 0, t = 0;
  if (!read_framed(in, suite) || !equal(suite, as_bytes(kCiphersuiteId)) ||
      !read_framed(in, context) || context.size() != 64 || !read_little_endian(in, n) ||
      !read_little_endian(in, t) || n > kMaxParticipants || t > n) {
    return refused_certificate(Reason::kMessage);
  }
  auto P = read_elements(in, n, 0);
  if (!P) return std::unexpected(P.error());
  auto out = Session::make(ByteView(), t, std::move(*P));
  if (out) out->context = to_array(context.first<64>());
  return out;
}

std::expected<std::vector<Contribution>, Refusal> read_contributions(Reader& in, std::uint32_t n,
                                                                     std::uint32_t t) {
  std::vector<std::vector<Element>> C;
  for (std::uint32_t j = 1; j <= n; ++j) {
    auto commitment = read_elements(in, t, j);
    if (!commitment) return std::unexpected(commitment.error());
    C.push_back(std::move(*commitment));
  }
  std::vector<SchnorrSignature> PoP(n);
  for (SchnorrSignature& proof : PoP) {
    if (!in.fixed(proof)) return refused_certificate(Reason::kMessage);
  }
  std::vector<Contribution> out;
  for (std::uint32_t j = 1; j <= n; ++j) {
    const auto E = read_element(in, j);
    if (!E) return std::unexpected(E.error());
    out.push_back({std::move(C[j - 1]), PoP[j - 1], *E});
  }
  return out;
}

std::expected<Transcript, Refusal> read_transcript(Reader& in) {
  auto session = read_session(in);
  if (!session) return std::unexpected(session.error());
  auto contributions = read_contributions(in, session->n(), session->t);
  if (!contributions) return std::unexpected(contributions.error());
  ByteView ext;
  if (!read_framed(in, ext)) return refused_certificate(Reason::kMessage);
  return Transcript{std::move(*session), std::move(*contributions), to_bytes(ext)};
}

}  // namespace

Bytes Transcript::encode() const {
  Writer out;
  out.bytes(little_endian<std::uint64_t>(kCiphersuiteId.size())).bytes(as_bytes(kCiphersuiteId));
  out.bytes(little_endian<std::uint64_t>(session.context.size())).bytes(session.context);
  out.bytes(little_endian(session.n())).bytes(little_endian(session.t));
  for (const Element& key : session.P) out.bytes(key.bytes());
  for (const Contribution& contribution : contributions) {
    for (const Element& commitment : contribution.C) out.bytes(commitment.bytes());
  }
  for (const Contribution& contribution : contributions) out.bytes(contribution.PoP);
  for (const Contribution& contribution : contributions) out.bytes(contribution.E.bytes());
  return out.bytes(little_endian<std::uint64_t>(ext.size())).bytes(ext).take();
}

std::expected<Transcript, Refusal> Transcript::parse(ByteView bytes) {
  Reader in(bytes);
  auto out = read_transcript(in);
  if (out && !in.done()) return refused_certificate(Reason::kMessage);
  return out;
}

SchnorrSignature certify(const Transcript& transcript, const Scalar& d) {
  return sign(d, transcript.encode());
}

Bytes Certificate::encode() const {
  Writer out;
  out.bytes(transcript.encode());
  for (const SchnorrSignature& signature : signatures) out.bytes(signature);
  return out.take();
}

std::expected<Certificate, Refusal> Certificate::parse(ByteView bytes) {
  Reader in(bytes);
  auto transcript = read_transcript(in);
  if (!transcript) return std::unexpected(transcript.error());
  std::vector<SchnorrSignature> signatures(transcript->session.n());
  for (SchnorrSignature& signature : signatures) {
    if (!in.fixed(signature)) return refused_certificate(Reason::kMissing);
  }
  if (!in.done()) return refused_certificate(Reason::kMessage);
  return Certificate{std::move(*transcript), std::move(signatures)};
}

std::expected<GroupKey, Refusal> verify_certificate(const Certificate& certificate,
                                                    ByteView session_id) {
  const Transcript& transcript = certificate.transcript;
  const Session& session = transcript.session;
  const auto expected = Session::make(session_id, session.t, session.P);
  if (!expected || expected->context != session.context) return refused_certificate(Reason::kSetup);
  if (certificate.signatures.size() != session.n()) return refused_certificate(Reason::kMissing);
  auto key = group_key(session, transcript.contributions);
  if (!key) return key;
  if (auto possessed = check_possession(session, transcript.contributions); !possessed) {
    return std::unexpected(possessed.error());
  }
  const Bytes signed_bytes = transcript.encode();
  for (std::uint32_t j = 1; j <= session.n(); ++j) {
    if (!verify(session.P[j - 1], signed_bytes, certificate.signatures[j - 1])) {
      return refused_certificate(Reason::kCertificate, j);
    }
  }
  return key;
}

std::expected<Scalar, Refusal> recover(const Certificate& certificate, ByteView session_id,
                                       std::uint32_t i, const Scalar& d,
                                       std::span<const Bytes> ciphertexts) {
  if (auto key = verify_certificate(certificate, session_id); !key) {
    return std::unexpected(key.error());
  }
  auto output = round2(certificate.transcript.session, i, d,
                       {certificate.transcript.contributions,
                        std::vector<Bytes>(ciphertexts.begin(), ciphertexts.end())});
  if (!output) return std::unexpected(output.error());
  return std::move(output->x);
}

}  // namespace sotto::cocktail
