// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/list_page.hpp"

#include <cstddef>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "exchange/csv/csv_writer.hpp"
#include "exchange/iati/activity_file.hpp"
#include "pages/list_downloads.hpp"
#include "pages/list_ids.hpp"
#include "pages/list_query.hpp"
#include "registry/activities.hpp"
#include "registry/export.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

/// What a download is of: ids of one moment, while it has a place among those under way.
struct Listed {
  std::shared_ptr<const void> place;  ///< null: there are too many
  std::unique_ptr<ListIds> ids;       ///< null without a place
};
Listed listed(const Context& context, const http::Request& request) {
  const ListQuery asked(request.query);
  const auto ids = context.reg.ids(asked.query());
  auto place = context.downloads->enter(ids.size());
  auto kept = place ? std::make_unique<ListIds>(ids) : nullptr;
  return {std::move(place), std::move(kept)};
}

/// One download under way: the records are as they stand when their turn comes.
class Download {
 public:
  Download(registry::Register& reg, Listed list, std::string_view language)
      : reg_(reg), list_(std::move(list)), language_(language), writer_(out_, registry::csv_header()) {}

  bool next(std::string& piece) {
    while (list_.ids->more() && static_cast<std::size_t>(out_.tellp()) < kPieceBytes)
      if (const auto view = reg_.partnership(list_.ids->next()))
        writer_.row(registry::csv_row(*view, language_));
    piece += out_.str();
    out_.str({});
    return list_.ids->more();
  }

 private:
  registry::Register& reg_;
  Listed list_;
  std::string language_;
  std::ostringstream out_;
  exchange::csv::CsvWriter writer_;
};

/// The same for activities of IATI.
class Activities {
 public:
  Activities(registry::Register& reg, Listed list)
      : reg_(reg), list_(std::move(list)), file_(reg.publisher()) {}

  /// Whether the list has an activity at all: a file without one is none. Reads up to the first.
  bool begin() {
    while (list_.ids->more() && file_.written() == 0) take();
    return file_.written() > 0;
  }
  bool next(std::string& piece) {
    if (!std::exchange(begun_, true)) piece += exchange::iati::ActivityFile::head();
    while (list_.ids->more() && pending_.size() < kPieceBytes) take();
    piece += std::exchange(pending_, {});
    if (!list_.ids->more()) piece += file_.tail();
    return list_.ids->more();
  }

 private:
  void take() { registry::add_activity(reg_, list_.ids->next(), file_, pending_); }

  registry::Register& reg_;
  Listed list_;
  bool begun_ = false;
  std::string pending_;
  exchange::iati::ActivityFile file_;
};

}  // namespace

http::Response list_download(const Context& context, const http::Request& request,
                             std::string_view language) {
  auto list = listed(context, request);
  if (!list.place) return error_page(context, request, language, 503);
  auto table = std::make_shared<Download>(context.reg, std::move(list), language);
  auto response = download({}, "text/csv; charset=utf-8; header=present", "partnerships.csv", language);
  response.stream = [table](std::string& piece) { return table->next(piece); };
  return response;
}

http::Response list_iati(const Context& context, const http::Request& request, std::string_view language) {
  auto list = listed(context, request);
  if (!list.place) return error_page(context, request, language, 503);
  auto activities = std::make_shared<Activities>(context.reg, std::move(list));
  if (!activities->begin()) return error_page(context, request, language, 404);
  auto response = download({}, exchange::iati::ActivityFile::kMediaType, "partnerships.xml", {});
  response.stream = [activities](std::string& piece) { return activities->next(piece); };
  return response;
}

}  // namespace entente::pages
