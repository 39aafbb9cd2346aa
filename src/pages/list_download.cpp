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
#include "model/record.hpp"
#include "pages/list_query.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

std::vector<std::string> columns() {
  auto all = model::csv_columns(model::Partnership::kType);
  all.insert(all.begin(), {"id", "version"});
  all.insert(all.end(), {"parties", "parties_confirmed"});
  return all;
}

void add(std::string& list, std::string_view item) {
  if (!list.empty()) list += "; ";
  list += item;
}

std::vector<std::string> cells_of(const registry::PartnershipView& view, std::string_view language) {
  auto cells = model::csv_cells(view.partnership.value, language);
  cells.insert(cells.begin(), {view.partnership.id.str(), std::to_string(view.partnership.version)});
  std::string named, confirmed;
  for (const auto& party : view.parties) {
    add(named, party.organisation.name.str(language));
    if (party.state == "confirmed") add(confirmed, party.organisation.name.str(language));
  }
  cells.push_back(std::move(named));
  cells.push_back(std::move(confirmed));
  return cells;
}

/// One download under way: the ids are those of one moment, the records as they stand when their turn comes.
class Download {
 public:
  Download(registry::Register& reg, std::vector<base::Uuid> ids, std::string_view language)
      : reg_(reg), ids_(std::move(ids)), language_(language), writer_(out_, columns()) {}

  bool next(std::string& piece) {
    while (at_ < ids_.size() && static_cast<std::size_t>(out_.tellp()) < kPieceBytes)
      if (const auto view = reg_.partnership(ids_[at_++])) writer_.row(cells_of(*view, language_));
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
