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
#include "exchange/iati/activity_file.hpp"
#include "pages/list_query.hpp"
#include "registry/activities.hpp"
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

/// The same for activities of IATI.
class Activities {
 public:
  Activities(registry::Register& reg, std::vector<base::Uuid> ids)
      : reg_(reg), ids_(std::move(ids)), file_(reg.publisher()) {}

  /// Whether the list has an activity at all: a file without one is none. Reads up to the first.
  bool begin() {
    while (at_ < ids_.size() && file_.written() == 0) take();
    return file_.written() > 0;
  }
  bool next(std::string& piece) {
    if (!std::exchange(begun_, true)) piece += exchange::iati::ActivityFile::head();
    while (at_ < ids_.size() && pending_.size() < kPieceBytes) take();
    piece += std::exchange(pending_, {});
    if (at_ == ids_.size()) piece += file_.tail();
    return at_ < ids_.size();
  }

 private:
  void take() { registry::add_activity(reg_, ids_[at_++], file_, pending_); }

  registry::Register& reg_;
  std::vector<base::Uuid> ids_;
  std::size_t at_ = 0;
  bool begun_ = false;
  std::string pending_;
  exchange::iati::ActivityFile file_;
};

}  // namespace

http::Response list_download(const Context& context, const http::Request& request,
                             std::string_view language) {
  const ListQuery asked(request.query);
  auto table = std::make_shared<Download>(context.reg, context.reg.ids(asked.query()), language);
  auto response = download({}, "text/csv; charset=utf-8; header=present", "partnerships.csv", language);
  response.stream = [table](std::string& piece) { return table->next(piece); };
  return response;
}

http::Response list_iati(const Context& context, const http::Request& request, std::string_view language) {
  const ListQuery asked(request.query);
  auto activities = std::make_shared<Activities>(context.reg, context.reg.ids(asked.query()));
  if (!activities->begin()) return error_page(context, request, language, 404);
  auto response = download({}, exchange::iati::ActivityFile::kMediaType, "partnerships.xml", {});
  response.stream = [activities](std::string& piece) { return activities->next(piece); };
  return response;
}

}  // namespace entente::pages
