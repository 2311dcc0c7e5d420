#include "crypto/ohttp/bhttp.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/base/varint.h"
#include "crypto/base/wire.h"

namespace sotto::bhttp {
namespace {

constexpr std::uint64_t kKnownLengthRequest = 0;
constexpr std::uint64_t kKnownLengthResponse = 1;
constexpr std::uint64_t kIndeterminateRequest = 2;
constexpr std::uint64_t kIndeterminateResponse = 3;

bool valid_name(std::string_view name) {
  return !name.empty() && std::ranges::none_of(name, [](char c) {
    const auto byte = static_cast<std::uint8_t>(c);
    // A colon begins a pseudo-field, whose content has places of its own here (section 3.6).
    return byte <= 0x20 || (byte >= 'A' && byte <= 'Z') || byte >= 0x7f || byte == ':';
  });
}

bool valid_value(std::string_view value) {
  auto blank = [](char c) { return c == ' ' || c == '\t'; };
  if (!value.empty() && (blank(value.front()) || blank(value.back()))) return false;
  return std::ranges::none_of(value, [](char c) { return c == '\0' || c == '\r' || c == '\n'; });
}

bool read_vector(Reader& in, ByteView& out) {
  std::uint64_t size = 0;
  // Compared before it becomes a size_t, which has 32 bits in WebAssembly.
  return read_any_varint(in, size) && size <= in.left() &&
         in.view(static_cast<std::size_t>(size), out);
}

// A section at the end of the message may be missing when it is empty.
bool read_section(Reader& in, ByteView& out) {
  out = {};
  return in.left() == 0 || read_vector(in, out);
}

std::expected<std::string, Refusal> read_text(Reader& in) {
  ByteView bytes;
  if (!read_vector(in, bytes)) return std::unexpected(Refusal::kTruncated);
  std::string text(bytes.begin(), bytes.end());
  if (!valid_value(text)) return std::unexpected(Refusal::kText);
  return text;
}

std::expected<Headers, Refusal> read_headers(Reader& message) {
  ByteView section;
  if (!read_section(message, section)) return std::unexpected(Refusal::kTruncated);
  Headers headers;
  Reader in(section);
  while (in.left() > 0) {
    std::expected<std::string, Refusal> name = read_text(in);
    if (!name) return std::unexpected(name.error());
    if (!valid_name(*name)) return std::unexpected(Refusal::kText);
    std::expected<std::string, Refusal> value = read_text(in);
    if (!value) return std::unexpected(value.error());
    headers.emplace_back(std::move(*name), std::move(*value));
  }
  return headers;
}

std::expected<void, Refusal> read_framing(Reader& in, std::uint64_t expected) {
  std::uint64_t framing = 0;
  if (!read_any_varint(in, framing)) return std::unexpected(Refusal::kTruncated);
  if (framing == kIndeterminateRequest || framing == kIndeterminateResponse) {
    return std::unexpected(Refusal::kUnsupported);
  }
  if (framing != expected) return std::unexpected(Refusal::kFraming);
  return {};
}

// Headers, content, trailers, padding: the same in both kinds of message.
template <class Message>
std::expected<Message, Refusal> read_rest(Reader& in, Message message) {
  std::expected<Headers, Refusal> headers = read_headers(in);
  if (!headers) return std::unexpected(headers.error());
  message.headers = std::move(*headers);
  ByteView trailers;
  if (!read_section(in, message.content) || !read_section(in, trailers)) {
    return std::unexpected(Refusal::kTruncated);
  }
  if (!trailers.empty()) return std::unexpected(Refusal::kUnsupported);
  if (!in.zeros()) return std::unexpected(Refusal::kPadding);
  return message;
}

std::size_t vector_size(std::size_t size) {
  return varint_size(size) + size;
}

std::size_t fields_size(const Headers& headers) {
  std::size_t size = 0;
  for (const auto& [name, value] : headers) {
    size += vector_size(name.size()) + vector_size(value.size());
  }
  return size;
}

template <class Message>
std::size_t rest_size(const Message& message) {
  return vector_size(fields_size(message.headers)) + vector_size(message.content.size()) +
         vector_size(0);
}

void write_text(SecretWriter& out, std::string_view text) {
  if (!valid_value(text)) panic("bhttp: a text that HTTP does not allow");
  write_varint(out, text.size());
  out.bytes(as_bytes(text));
}

template <class Message>
void write_rest(SecretWriter& out, const Message& message) {
  write_varint(out, fields_size(message.headers));
  for (const auto& [name, value] : message.headers) {
    if (!valid_name(name)) panic("bhttp: a header name that HTTP does not allow");
    write_text(out, name);
    write_text(out, value);
  }
  write_varint(out, message.content.size());
  out.bytes(message.content);
  write_varint(out, 0);  // no trailers
}

}  // namespace

SecretBytes encode(const Request& request, std::size_t pad_to) {
  std::size_t size = varint_size(kKnownLengthRequest) + rest_size(request);
  const std::string_view control[] = {request.method, request.scheme, request.authority,
                                      request.path};
  for (std::string_view text : control) size += vector_size(text.size());
  SecretWriter out(std::max(size, pad_to));
  write_varint(out, kKnownLengthRequest);
  for (std::string_view text : control) write_text(out, text);
  write_rest(out, request);
  return out.pad_to(pad_to == 0 ? size : pad_to).take();
}

SecretBytes encode(const Response& response, std::size_t pad_to) {
  if (response.status < 200 || response.status > 599) panic("bhttp: no final status code");
  const std::size_t size =
      varint_size(kKnownLengthResponse) + varint_size(response.status) + rest_size(response);
  SecretWriter out(std::max(size, pad_to));
  write_varint(out, kKnownLengthResponse);
  write_varint(out, response.status);
  write_rest(out, response);
  return out.pad_to(pad_to == 0 ? size : pad_to).take();
}

std::expected<Request, Refusal> parse_request(ByteView encoded) {
  Reader in(encoded);
  if (auto framing = read_framing(in, kKnownLengthRequest); !framing) {
    return std::unexpected(framing.error());
  }
  Request request;
  for (std::string* text : {&request.method, &request.scheme, &request.authority, &request.path}) {
    std::expected<std::string, Refusal> read = read_text(in);
    if (!read) return std::unexpected(read.error());
    *text = std::move(*read);
  }
  return read_rest(in, std::move(request));
}

std::expected<Response, Refusal> parse_response(ByteView encoded) {
  Reader in(encoded);
  if (auto framing = read_framing(in, kKnownLengthResponse); !framing) {
    return std::unexpected(framing.error());
  }
  std::uint64_t status = 0;
  if (!read_any_varint(in, status)) return std::unexpected(Refusal::kTruncated);
  if (status >= 100 && status < 200) return std::unexpected(Refusal::kUnsupported);
  if (status < 200 || status > 599) return std::unexpected(Refusal::kStatus);
  return read_rest(in, Response{.status = static_cast<std::uint16_t>(status)});
}

}  // namespace sotto::bhttp
