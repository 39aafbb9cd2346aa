// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/list_page.hpp"

#include <cstddef>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "exchange/csv/csv_writer.hpp"
#include "pages/list_query.hpp"
#include "registry/export.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

/// One download under way: the ids are those of one moment, the records as they stand when their turn comes.
class Download {
 public:
  Download(registry::Register& reg, std::vector<base::Uuid> ids, std::string_view language)
      : reg_(reg), ids_(std::move(ids)), language_(language), writer_(out_, registry::csv_header()) {}

  bool next(std::string& piece) {
    while (at_ < ids_.size() && static_cast<std::size_t>(out_.tellp()) < kPieceBytes)
      if (const auto view = reg_.partnership(ids_[at_++])) writer_.row(registry::csv_row(*view, language_));
    piece += out_.str();
    out_.str({});
    return at_ < ids_.size();
  }

 private:
  registry::Register& reg_;
  std::vector<base::Uuid> ids_;
  std::string language_;
  std::size_t at_ = 0;
  std::ostringstream out_;
  exchange::csv::CsvWriter writer_;
};

}  // namespace

http::Response list_download(const Context& context, const http::Request& request,
                             std::string_view language) {
  const ListQuery asked(request.query);
  auto download = std::make_shared<Download>(context.reg, context.reg.ids(asked.query()), language);
  http::Response response;
  response.set("Content-Type", "text/csv; charset=utf-8; header=present")
      .set("Content-Disposition", "attachment; filename=\"partnerships.csv\"")
      .set("Content-Language", std::string(language))
      .set("X-Content-Type-Options", "nosniff")
      .set("X-Robots-Tag", "noindex")
      .set("Cache-Control", "no-cache");
  response.stream = [download](std::string& piece) { return download->next(piece); };
  return response;
}

}  // namespace entente::pages
