#include "client/core/near_peer/import.h"

#include <algorithm>
#include <array>
#include <functional>
#include <span>

#include "client/core/near_peer/csv.h"

namespace sotto::client {
namespace {

constexpr std::array<std::string_view, 4> kDoctorColumns{"name", "email", "grade", "wishes"};
constexpr std::array<std::string_view, 8> kApplicationColumns{
    "name",        "email",           "supervisor", "supervisor name", "supervisor email",
    "declaration", "characteristics", "module"};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// The 1, 2, 3 … of an enumeration.
template <class Enum>
std::optional<Enum> named(std::string_view field, std::span<const std::string_view> names) {
  const std::string word = folded(field);
  const auto found = std::ranges::find(names, word);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin() + 1);
}

using Fields = std::vector<std::string>;
// Puts one row on the desk, or says why not.
using Take = std::function<const char*(Desk&, const Fields&)>;

const char* take_doctor(Desk& desk, const Fields& fields) {
  DoctorRow row;
  row.name = fields[0];
  row.email = fields[1];
  const auto grade = desk.policy().grade(fields[2]);
  row.wishes = parted_words(fields[3]);
  if (!is_person_name(row.name)) return "the name is 1 to 80 bytes";
  if (!is_email(row.email)) return "the e-mail address is none";
  if (!grade) return "the grade is not one of the scheme's";
  if (!are_characteristics(row.wishes)) {
    return "wishes are at most 8, each 1 to 40 bytes and none twice";
  }
  row.grade = *grade;
  const auto added = desk.add(std::move(row));
  return added ? nullptr : describe(added.error());
}

const char* take_application(Desk& desk, const Fields& fields) {
  constexpr std::array<std::string_view, 3> kSupervisors{"educational supervisor", "appraiser",
                                                         "director of medical education"};
  constexpr std::array<std::string_view, 2> kDeclarations{"discussed", "to be told"};
  constexpr std::array<std::string_view, 3> kModules{"done", "planned", "not yet"};
  const auto supervisor = named<Supervisor>(fields[2], kSupervisors);
  const auto declaration = named<Declaration>(fields[5], kDeclarations);
  const auto module = named<Module>(fields[7], kModules);
  if (!supervisor) {
    return "the supervisor is an educational supervisor, appraiser or director of medical "
           "education";
  }
  if (!declaration) return "the declaration is \"discussed\" or \"to be told\"";
  if (!module) return "the module is \"done\", \"planned\" or \"not yet\"";
  Application application{fields[0],
                          fields[1],
                          *supervisor,
                          fields[3],
                          fields[4],
                          *declaration,
                          parted_words(fields[6]),
                          *module};
  if (const char* problem = application.problem()) return problem;
  // Who has left and applies again on paper begins anew; a list is not taken twice.
  const SupporterRow* const known = desk.supporter_of(application.email);
  const auto applied = known != nullptr && known->withdrawn
                           ? desk.apply_again(known->number, std::move(application))
                           : desk.apply(std::move(application));
  return applied ? nullptr : describe(applied.error());
}

bool is_head(const Fields& fields, std::span<const std::string_view> columns) {
  return std::ranges::equal(fields, columns, {}, folded);
}

std::string joined(std::span<const std::string_view> columns) {
  std::string out;
  for (const std::string_view column : columns) {
    out += (out.empty() ? "" : ",") + std::string(column);
  }
  return out;
}

Imported import_rows(Desk& desk, std::string_view file, std::span<const std::string_view> columns,
                     const Take& take) {
  const auto rows = read_csv(file);
  if (!rows) {
    return std::unexpected(std::vector{BadRow{rows.error().line, describe(rows.error().problem)}});
  }
  if (!is_head(rows->front().fields, columns)) {
    return std::unexpected(
        std::vector{BadRow{rows->front().line, "the first row has to be " + joined(columns)}});
  }
  Desk draft = desk;
  std::vector<BadRow> bad;
  for (const CsvRow& row : std::span(*rows).subspan(1)) {
    Fields fields;
    for (const std::string& field : row.fields) fields.emplace_back(trimmed(field));
    const char* why = fields.size() != columns.size()
                          ? "the row has not as many fields as the first"
                          : take(draft, fields);
    if (why == nullptr) continue;
    bad.push_back({row.line, why});
    if (bad.size() == kBadRowsMax) break;
  }
  if (!bad.empty()) return std::unexpected(std::move(bad));
  desk = std::move(draft);
  return rows->size() - 1;
}

}  // namespace

std::vector<std::string> parted_words(std::string_view field) {
  std::vector<std::string> out;
  while (!trimmed(field).empty()) {
    const std::size_t end = std::min(field.find(';'), field.size());
    out.emplace_back(trimmed(field.substr(0, end)));
    field.remove_prefix(std::min(end + 1, field.size()));
  }
  return out;
}

Imported import_doctors(Desk& desk, std::string_view file) {
  return import_rows(desk, file, kDoctorColumns, take_doctor);
}

Imported import_applications(Desk& desk, std::string_view file) {
  return import_rows(desk, file, kApplicationColumns, take_application);
}

}  // namespace sotto::client
