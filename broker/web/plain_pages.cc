#include "broker/web/plain_pages.h"

#include <algorithm>

#include "crypto/base/html.h"

namespace sotto::broker::web {
namespace {

std::string element(std::string_view name, std::string_view css_class, std::string_view html) {
  return "<" + std::string(name) + " class=\"" + std::string(css_class) + "\">" +
         std::string(html) + "</" + std::string(name) + ">\n";
}

std::string paragraphs(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) out += element("p", "nhsuk-body", html_escaped(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// "faq.7-leads" → "Leads"
std::string heading_of(std::string_view key) {
  key.remove_prefix(key.find('.') + 1);
  key.remove_prefix(std::min(key.find_first_not_of("0123456789-"), key.size()));
  std::string out(key);
  std::ranges::replace(out, '-', ' ');
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z')
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string row(const protocol::Signpost& signpost) {
  const std::string value = element("p", "nhsuk-body", html_escaped(signpost.what)) +
                            element("p", "nhsuk-body", html_escaped(signpost.contact)) +
                            element("p", "nhsuk-body-s nhsuk-u-secondary-text-colour",
                                    "Last checked " + html_escaped(signpost.last_checked));
  return element("div", "nhsuk-summary-list__row",
                 element("dt", "nhsuk-summary-list__key", html_escaped(signpost.who)) +
                     element("dd", "nhsuk-summary-list__value", value));
}

constexpr std::string_view kHead =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";

}  // namespace

std::string people_page(const protocol::Policy& policy, std::string_view style) {
  std::string out(kHead);
  out += "<title>Staff support</title>\n<link rel=\"stylesheet\" href=\"/" + html_escaped(style) +
         "\">\n</head>\n<body>\n<div class=\"nhsuk-width-container\">\n"
         "<main class=\"nhsuk-main-wrapper\">\n"
         "<p class=\"nhsuk-body\"><a href=\"/leave\">Leave this page</a></p>\n";
  out += "<h1 class=\"nhsuk-heading-xl\">";
  if (!policy.title.empty()) {
    out += "<span class=\"nhsuk-caption-xl\">" + html_escaped(policy.title) + "</span>\n";
  }
  out += "People you can speak with</h1>\n";
  out += element("p", "nhsuk-body",
                 "<strong>If a life is in danger, call 999 or go to A&amp;E now.</strong>");
  out += element("p", "nhsuk-body",
                 "To open a locker here, your browser needs JavaScript: what you write is sealed "
                 "on this device, so that nobody else can read it. This page does without.");
  out += element("p", "nhsuk-body",
                 "You can also speak with somebody directly. They will know that it is you.");
  if (!policy.signposts.empty()) {
    std::string rows;
    for (const protocol::Signpost& signpost : policy.signposts) rows += row(signpost);
    out += element("h2", "nhsuk-heading-l", "Who is there for you");
    out += element("dl", "nhsuk-summary-list", "\n" + rows);
  }
  for (const protocol::Text& text : policy.texts) {
    if (!text.key.starts_with("faq.")) continue;
    out += element("h2", "nhsuk-heading-l", html_escaped(heading_of(text.key)));
    out += paragraphs(text.value);
  }
  return out + "</main>\n</div>\n</body>\n</html>\n";
}

std::string left_page() {
  return std::string(kHead) +
         "<title>Page left</title>\n</head>\n<body>\n<main>\n"
         "<h1>You have left this page.</h1>\n<p>You can close this window.</p>\n"
         "</main>\n</body>\n</html>\n";
}

}  // namespace sotto::broker::web
