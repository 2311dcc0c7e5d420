#include "client/core/concern.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"
#include "crypto/protocol/text.h"

namespace sotto::client {
namespace {

bool good_answers(const std::vector<CodedAnswer>& answers) {
  return answers.size() <= kCodedAnswersMax &&
         std::ranges::none_of(answers, [](const CodedAnswer& each) { return each.code == 0; });
}

// Lines of plain text.
bool good_text(std::string_view text) {
  if (text.empty()) return false;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (!protocol::is_plain_text(line)) return false;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return true;
}

std::size_t size_of(const std::vector<ConcernField>& fields) {
  std::size_t size = 1;
  for (const ConcernField& field : fields) size += 1 + 2 + field.text.size();
  return size;
}

bool good_fields(const std::vector<ConcernField>& fields) {
  return fields.size() <= kConcernFieldsMax && size_of(fields) <= kConcernFieldsSizeMax &&
         std::ranges::adjacent_find(fields, std::greater_equal{}, &ConcernField::field) ==
             fields.end() &&
         std::ranges::all_of(fields, [](const ConcernField& each) { return good_text(each.text); });
}

}  // namespace

SecretBytes CodedConcern::encode() const {
  if (!good_answers(answers)) panic("concern: codes that nobody could read");
  SecretWriter out(kSize);
  out.u8(drill ? 1 : 0).bytes(steps).u32(week).u8(static_cast<std::uint8_t>(answers.size()));
  for (const CodedAnswer& each : answers) out.u8(each.step).u8(each.code);
  return out.pad_to(kSize).take();
}

std::optional<CodedConcern> CodedConcern::parse(ByteView wire) {
  if (wire.size() != kSize) return std::nullopt;
  Reader in(wire);
  CodedConcern out;
  std::uint8_t drill = 0;
  std::uint8_t count = 0;
  if (!in.u8(drill) || drill > 1 || !in.fixed(out.steps) || !in.u32(out.week) || !in.u8(count) ||
      count > kCodedAnswersMax) {
    return std::nullopt;
  }
  out.drill = drill == 1;
  out.answers.resize(count);
  for (CodedAnswer& each : out.answers) {
    if (!in.u8(each.step) || !in.u8(each.code)) return std::nullopt;
  }
  if (!in.zeros() || !good_answers(out.answers)) return std::nullopt;
  return out;
}

SecretBytes encode_fields(const std::vector<ConcernField>& fields) {
  if (!good_fields(fields)) panic("concern: fields that nobody could read");
  SecretWriter out(size_of(fields));
  out.u8(static_cast<std::uint8_t>(fields.size()));
  for (const ConcernField& field : fields) out.u8(field.field).text16(field.text);
  return out.take();
}

std::optional<std::vector<ConcernField>> parse_fields(ByteView wire) {
  Reader in(wire);
  std::uint8_t count = 0;
  if (!in.u8(count) || count > kConcernFieldsMax) return std::nullopt;
  std::vector<ConcernField> out(count);
  for (ConcernField& field : out) {
    if (!in.u8(field.field) || !in.text16(field.text)) return std::nullopt;
  }
  if (!in.done() || !good_fields(out)) return std::nullopt;
  return out;
}

bool ConcernDraft::is_valid() const {
  return good_answers(answers) && good_fields(fields) && !recipients.empty() &&
         std::ranges::adjacent_find(recipients, std::greater_equal{}) == recipients.end();
}

}  // namespace sotto::client
