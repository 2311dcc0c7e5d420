#include "broker/web/site.h"

#include "broker/web/headers.h"
#include "broker/web/negotiation.h"
#include "broker/web/plain_pages.h"
#include "crypto/base/panic.h"

namespace sotto::broker::web {
namespace {

constexpr const char* kHtml = "text/html; charset=utf-8";
constexpr const char* kText = "text/plain; charset=utf-8";
constexpr const char* kIndex = "index.html";

http::SharedBytes shared(std::string_view text) {
  return std::make_shared<const Bytes>(to_bytes(as_bytes(text)));
}

http::SharedBytes content_of(const Folder& folder, const std::string& path) {
  const auto found = folder.content.find(path);
  return found == folder.content.end() ? nullptr : found->second;
}

Kind kind_of(const Manifest& manifest, const std::string& path) {
  if (path == kIndex) return Kind::kPage;
  return path == manifest.worker ? Kind::kWorker : Kind::kOther;
}

http::Response see_other(std::string_view target) {
  auto with = headers(Kind::kOther, Keep::kNever);
  with.emplace_back("Location", target);
  return {303, "", std::move(with), Bytes{}};
}

std::optional<http::Response> without_site(std::string_view target) {
  if (target != "/") return std::nullopt;
  return http::Response{200, kText, headers(Kind::kOther, Keep::kNever),
                        shared("This is a Sotto broker. It serves no pages: use the command line "
                               "client.\n")};
}

}  // namespace

Site::Site(const Folder& folder, const protocol::Policy& policy) {
  for (const std::string& page : folder.manifest.pages) {
    add_file(folder, kIndex, page);
    answers_.at(page).has_queries = true;
  }
  for (const ListedFile& file : folder.manifest.files) {
    if (file.path == kIndex || protocol::without_compression(file.path) != file.path) continue;
    add_file(folder, file.path, "/" + file.path);
  }
  add_made("/people", people_page(policy, folder.manifest.style),
           headers(Kind::kPeople, Keep::kNever));
  add_made("/left", left_page(), headers(Kind::kOther, Keep::kNever));
  add_list(folder);
  add_leave(policy);
}

void Site::add_file(const Folder& folder, const std::string& path, const std::string& target) {
  Answer answer;
  answer.content_type = protocol::content_type(path);
  answer.headers = headers(kind_of(folder.manifest, path),
                           path.starts_with("assets/") ? Keep::kYear : Keep::kNever);
  answer.headers.emplace_back("Vary", "Accept-Encoding");
  answer.plain = content_of(folder, path);
  if (!answer.plain) panic("web: a listed file was not read");
  answer.brotli = content_of(folder, path + ".br");
  answer.gzip = content_of(folder, path + ".gz");
  answers_.emplace(target, std::move(answer));
}

void Site::add_made(const std::string& target, const std::string& html, http::Headers headers) {
  Answer answer;
  answer.has_queries = true;
  answer.content_type = kHtml;
  answer.headers = std::move(headers);
  answer.plain = shared(html);
  answers_.emplace(target, std::move(answer));
}

// For whoever compares what is served with the log.
void Site::add_list(const Folder& folder) {
  Answer answer;
  answer.content_type = kText;
  answer.headers = headers(Kind::kOther, Keep::kNever);
  answer.plain = folder.list;
  answers_.emplace("/manifest", std::move(answer));
}

void Site::add_leave(const protocol::Policy& policy) {
  Answer answer;
  answer.status = 303;
  answer.headers = headers(Kind::kOther, Keep::kNever);
  answer.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  answer.headers.emplace_back("Location", policy.neutral_page().value_or("/left"));
  answer.plain = shared("");
  answers_.emplace("/leave", std::move(answer));
}

std::optional<http::Response> Site::answer(std::string_view target,
                                           std::string_view accept_encoding) const {
  const std::string_view path = target.substr(0, target.find('?'));
  const auto found = answers_.find(path);
  if (found == answers_.end()) return std::nullopt;
  const Answer& answer = found->second;
  if (path != target) {
    return answer.has_queries ? std::optional(see_other(path)) : std::nullopt;
  }
  http::Response out{answer.status, answer.content_type, answer.headers, answer.plain};
  if (answer.brotli && accepts(accept_encoding, "br")) {
    out.headers.emplace_back("Content-Encoding", "br");
    out.body = answer.brotli;
  } else if (answer.gzip && accepts(accept_encoding, "gzip")) {
    out.headers.emplace_back("Content-Encoding", "gzip");
    out.body = answer.gzip;
  }
  return out;
}

std::uint64_t Front::body_limit(std::string_view method, std::string_view target) {
  return broker_.body_limit(method, target);
}

void Front::handle(http::Request request, std::function<void(http::Response)> done) {
  if (request.method != "POST") {
    auto page = site_ == nullptr ? without_site(request.target)
                                 : site_->answer(request.target, request.accept_encoding);
    if (page) return done(std::move(*page));
  }
  broker_.handle(std::move(request), std::move(done));
}

}  // namespace sotto::broker::web
