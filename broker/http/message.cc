#include "broker/http/message.h"

#include "crypto/base/panic.h"

namespace sotto::broker::http {
namespace {

struct Text {
  unsigned status;
  const char* text;
};

Text text_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::kMalformed:
      return {400, "malformed request\n"};
    case Refusal::kVersion:
      return {505, "only HTTP/1.0 and HTTP/1.1 are spoken here\n"};
    case Refusal::kHeaderSize:
      return {431, "header too large\n"};
    case Refusal::kMethod:
      return {405, "only GET, HEAD and POST are allowed\n"};
    case Refusal::kTarget:
      return {400, "target is not a path\n"};
    case Refusal::kTargetSize:
      return {414, "target too long\n"};
    case Refusal::kHost:
      return {400, "exactly one Host is required\n"};
    case Refusal::kTransferEncoding:
      return {501, "Transfer-Encoding is not accepted\n"};
    case Refusal::kUpgrade:
      return {400, "Upgrade is not accepted\n"};
    case Refusal::kExpect:
      return {417, "Expect is not accepted\n"};
    case Refusal::kNoLength:
      return {411, "Content-Length is required\n"};
    case Refusal::kBodySize:
      return {413, "body too large\n"};
  }
  panic("http: no such refusal");
}

}  // namespace

ByteView body_of(const Response& response) {
  if (const Bytes* bytes = std::get_if<Bytes>(&response.body)) return *bytes;
  if (const SharedBytes* shared = std::get_if<SharedBytes>(&response.body)) return **shared;
  const MappedRange& range = *std::get_if<MappedRange>(&response.body);
  const ByteView file = range.file->bytes();
  if (range.offset > file.size() || range.size > file.size() - range.offset) {
    panic("http: range outside its file");
  }
  return file.subspan(range.offset, range.size);
}

Response refuse(Refusal refusal) {
  const Text text = text_of(refusal);
  Response response{text.status,
                    "text/plain; charset=utf-8",
                    {{"Cache-Control", "no-store"}},
                    to_bytes(as_bytes(text.text))};
  if (refusal == Refusal::kMethod) response.headers.emplace_back("Allow", "GET, HEAD, POST");
  return response;
}

Response busy() {
  return {503,
          "text/plain; charset=utf-8",
          {{"Cache-Control", "no-store"}, {"Retry-After", "30"}},
          to_bytes(as_bytes("Too much is waiting. Try again later.\n"))};
}

}  // namespace sotto::broker::http
