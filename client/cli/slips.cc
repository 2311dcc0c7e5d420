#include "client/cli/slips.h"

#include <qrencode.h>

#include <memory>

#include "crypto/base/html.h"
#include "crypto/base/panic.h"

namespace sotto::client::cli {
namespace {

constexpr std::size_t kSlipsOnPage = 10;
constexpr int kQuietZone = 4;  // modules around a square, ISO/IEC 18004

constexpr std::string_view kHead = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Slips</title>
<style>
@page { size: A4; margin: 10mm }
body { margin: 0; font: 10pt Arial, sans-serif; color: #000; background: #fff }
.page { display: grid; grid-template-columns: 1fr 1fr; grid-auto-rows: 53mm; break-after: page }
.page:last-child { break-after: auto }
.slip { display: flex; gap: 4mm; align-items: center; padding: 4mm; border: 0.2mm dashed #888 }
.slip svg { flex: none; width: 36mm; height: 36mm }
.slip p { margin: 0 0 2mm }
.slip .typed { font: bold 11pt "Courier New", monospace }
.slip .site { overflow-wrap: anywhere }
</style>
</head>
<body>
)";

// One path: a run of dark modules is a rectangle one module high.
std::string svg_of(const std::string& link) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(link.size()),
                        reinterpret_cast<const unsigned char*>(link.data()), 0, QR_ECLEVEL_M),
      &QRcode_free);
  if (!code) panic("slips: a link does not fit a square");
  const int width = code->width;
  const std::string side = std::to_string(width + 2 * kQuietZone);
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
                    "\" shape-rendering=\"crispEdges\" aria-hidden=\"true\"><path d=\"";
  for (int y = 0; y < width; ++y) {
    const unsigned char* row = code->data + static_cast<std::ptrdiff_t>(y) * width;
    for (int x = 0; x < width;) {
      int end = x;
      while (end < width && (row[end] & 1) != 0) ++end;
      if (end > x) {
        const std::string run = std::to_string(end - x);
        out += "M" + std::to_string(x + kQuietZone) + " " + std::to_string(y + kQuietZone) + "h" +
               run + "v1h-" + run + "z";
      }
      x = end + 1;
    }
  }
  return out + "\"/></svg>";
}

std::string slip_html(const protocol::Code& code, std::string_view site, const Hash256& genesis) {
  return "<div class=\"slip\">" + svg_of(protocol::link(site, code, genesis)) +
         "<div><p>Scan the square, or go to</p><p class=\"site\">" + html_escaped(site) +
         "/open</p><p>and type</p><p class=\"typed\">" + protocol::typed_form(code, genesis) +
         "</p><p>It works once. Keep it to yourself.</p></div></div>\n";
}

}  // namespace

std::string sheet_html(const std::vector<protocol::Code>& codes, std::string_view site,
                       const Hash256& genesis) {
  std::string out(kHead);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (i % kSlipsOnPage == 0) out += "<div class=\"page\">\n";
    out += slip_html(codes[i], site, genesis);
    if (i % kSlipsOnPage == kSlipsOnPage - 1 || i + 1 == codes.size()) out += "</div>\n";
  }
  return out + "</body>\n</html>\n";
}

std::string sheet_text(const std::vector<protocol::Code>& codes, const Hash256& genesis) {
  std::string out;
  for (const protocol::Code& code : codes) out += protocol::typed_form(code, genesis) + "\n";
  return out;
}

}  // namespace sotto::client::cli
