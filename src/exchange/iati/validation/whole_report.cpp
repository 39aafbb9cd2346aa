// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/whole_report.hpp"

#include <sstream>

#include "base/decompress.hpp"
#include "base/error.hpp"
#include "base/view_stream.hpp"

namespace entente::exchange::iati::validation {

bool Choice::takes(const Finding& f) const {
  return (!severity || f.rule->severity == *severity) && (rule.empty() || f.rule->id == rule) &&
         (activity.empty() || f.activity == activity);
}

Checked check(std::string_view bytes, std::string_view file_name, std::int64_t today, const Bounds& bounds,
              const FindingSink& sink, const std::string& as_version, const std::function<bool()>& enough) {
  const auto end = std::chrono::steady_clock::now() + bounds.time;
  Options how;
  how.today = today;
  how.as_version = as_version;
  how.piece_bytes = bounds.activity_bytes;
  how.stop = [&] { return std::chrono::steady_clock::now() > end || (enough && enough()); };
  Checked done;
  // Counted here, because what was found before a fault stands in no summary.
  std::array<std::uint64_t, 4> findings{};
  try {
    base::ViewStream packed(bytes);
    const auto in = base::decompressed(packed, std::string(file_name));
    done.summary = validate(*in, file_name, how, [&](Finding&& f) {
      ++findings.at(static_cast<std::size_t>(f.rule->severity));
      sink(std::move(f));
    });
  } catch (const base::Error& e) {
    done.summary.findings = findings;
    done.summary.stopped = true;
    done.fault = e.what();
  }
  return done;
}

std::string report_of(std::string_view bytes, const std::string& file_name, std::string_view format,
                      const base::Messages& messages, std::int64_t today, const Bounds& bounds,
                      const Choice& choice, const std::string& as_version) {
  std::ostringstream out;
  const auto report = make_report(format, out, messages);
  report->begin();
  report->file(file_name);
  const auto done = check(
      bytes, file_name, today, bounds,
      [&](Finding&& f) {
        if (choice.takes(f)) report->finding(f);
      },
      as_version, [&] { return static_cast<std::size_t>(out.tellp()) > bounds.report_bytes; });
  report->file_end(done.summary);
  report->end();
  return std::move(out).str();
}

std::string_view content_type_of(std::string_view format) {
  if (format == "csv") return "text/csv; charset=utf-8";
  if (format == "text") return "text/plain; charset=utf-8";
  return format == "sarif" ? "application/sarif+json" : "application/json";
}

std::string_view suffix_of(std::string_view format) {
  if (format == "csv") return ".csv";
  if (format == "text") return ".txt";
  return format == "sarif" ? ".sarif" : ".json";
}

}  // namespace entente::exchange::iati::validation
