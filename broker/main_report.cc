#include "broker/main_report.h"

#include <boost/json.hpp>

namespace sotto::broker {
namespace {

namespace json = boost::json;

std::uint64_t age_in_days(protocol::UnixTime then, protocol::UnixTime now) {
  return now > then ? (now - then) / 86'400 : 0;
}

std::string text_of(const std::pair<Bytes, Bytes>& row) {
  return "    " + to_hex(row.first) + " -> " + to_hex(row.second) + "\n";
}

}  // namespace

std::string inspection_text(const Inspection& inspection, protocol::UnixTime now) {
  std::string out = inspection.origin + "\n\ntables (rows, name, what a row holds)\n";
  for (const TableContent& table : inspection.tables) {
    out += "  " + std::to_string(table.rows) + "  " + table.name + ": " + table.holds + "\n";
    for (const auto& row : table.content) out += text_of(row);
  }
  out += "\nfiles (bytes, name)\n";
  for (const FileContent& file : inspection.files) {
    out += "  " + std::to_string(file.size) + "  " + file.name + "\n";
  }
  out += "\nslots of the file erasable: " + std::to_string(inspection.slots_used) + " of " +
         std::to_string(inspection.slots) + " in use\n\nkeys\n";
  for (const KeyContent& key : inspection.keys) {
    out += "  " + key.name + ": " + (key.present ? "present" : "missing") + "\n";
  }
  out += inspection.last_backup
             ? "\nlast backup: " + std::to_string(age_in_days(*inspection.last_backup, now)) +
                   " days old\n"
             : "\nlast backup: never\n";
  return out;
}

std::string inspection_json(const Inspection& inspection, protocol::UnixTime now) {
  json::object rows;
  json::object content;
  json::object holds;
  for (const TableContent& table : inspection.tables) {
    rows[table.name] = table.rows;
    holds[table.name] = table.holds;
    json::array list;
    for (const auto& [key, value] : table.content) {
      list.push_back(json::object{{"key", to_hex(key)}, {"value", to_hex(value)}});
    }
    if (!list.empty()) content[table.name] = std::move(list);
  }
  json::object files;
  for (const FileContent& file : inspection.files) files[file.name] = file.size;
  json::object keys;
  for (const KeyContent& key : inspection.keys) keys[key.name] = key.present;
  json::object out{{"origin", inspection.origin},
                   {"rows", std::move(rows)},
                   {"holds", std::move(holds)},
                   {"files", std::move(files)},
                   {"slots_used", inspection.slots_used},
                   {"slots", inspection.slots},
                   {"keys", std::move(keys)},
                   {"backup_age_days", nullptr}};
  if (inspection.last_backup) {
    out["backup_age_days"] = age_in_days(*inspection.last_backup, now);
  }
  if (!content.empty()) out["content"] = std::move(content);
  return json::serialize(out) + "\n";
}

std::string status_text(const std::vector<StatusPoint>& points) {
  std::string out;
  for (const StatusPoint& point : points) {
    out += (point.due ? "TO DO  " : "fine   ") + point.name + ": " + point.text + "\n";
  }
  return out;
}

std::string status_json(const std::vector<StatusPoint>& points) {
  json::object out;
  for (const StatusPoint& point : points) {
    out[point.name] = json::object{{"due", point.due}, {"text", point.text}};
  }
  return json::serialize(out) + "\n";
}

}  // namespace sotto::broker
