// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <limits>
#include <memory>
#include <ostream>
#include <set>

#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "cli/opened.hpp"
#include "cli/query.hpp"
#include "exchange/csv/csv_writer.hpp"
#include "exchange/iati/activity_file.hpp"
#include "registry/activities.hpp"
#include "registry/export.hpp"
#include "registry/json.hpp"
#include "registry/organisation_files.hpp"

namespace entente::cli {

namespace {

struct ExportFlags {
  Place place;
  std::string format, output, language = "en", at;
  std::vector<std::string> filters, query;
};

/// Whether a query asks for nothing in particular: what is written then needs no index, and comes in the
/// order in which it came into the register.
bool finds_all(const search::Query& query) {
  return query.text.empty() && query.filters.empty();
}

void each(const registry::Register& reg, const search::Query& query,
          const std::function<bool(const registry::PartnershipView&)>& write) {
  if (finds_all(query))
    reg.each(write);
  else
    reg.each(query, write);
}

void write_json(const registry::Register& reg, const search::Query& query, std::ostream& out) {
  out << "{\"partnerships\":[";
  bool first = true;
  each(reg, query, [&](const registry::PartnershipView& view) {
    out << (first ? "\n" : ",\n") << registry::to_json(view);
    first = false;
    return static_cast<bool>(out);
  });
  out << "\n]}\n";
}

void write_csv(const registry::Register& reg, const search::Query& query, const std::string& language,
               std::ostream& out) {
  exchange::csv::CsvWriter writer(out, registry::csv_header());
  each(reg, query, [&](const registry::PartnershipView& view) {
    writer.row(registry::csv_row(view, language));
    return static_cast<bool>(out);
  });
}

/// Activities as they were published, and the other records written as such.
void write_iati(const registry::Register& reg, const search::Query& query, std::ostream& out,
                std::ostream& err) {
  using exchange::iati::ActivityFile;
  ActivityFile file(reg.publisher());
  out << ActivityFile::head();
  if (finds_all(query)) {
    registry::each_activity(reg, file,
                            [&](const std::string& activity) { return static_cast<bool>(out << activity); });
  } else {
    for (const auto& id : reg.ids(query)) {
      std::string activity;
      registry::add_activity(reg, id, file, activity);
      if (!(out << activity)) return;
    }
  }
  out << file.tail();
  if (file.others() > 0)
    err << "entente: " << file.others()
        << " partnerships say too little for an activity of IATI and are left out.\n";
  if (file.unfit() > 0)
    err << "entente: " << file.unfit()
        << " activities do not fit the schema of IATI 2.03 and are left out.\n";
}

/// What the filters and words ask of organisations.
registry::OrganisationQuery organisations_asked(const ExportFlags& options) {
  registry::OrganisationQuery query;
  query.limit = std::numeric_limits<std::size_t>::max();
  for (const auto& word : options.query) query.text += (query.text.empty() ? "" : " ") + word;
  for (const auto& filter : options.filters) {
    const auto equals = filter.find('=');
    const auto name = filter.substr(0, equals);
    if (equals == std::string::npos || (name != "type" && name != "country"))
      throw base::BadInput("filter '" + filter + "'", "is not of the form NAME=VALUE with a known name",
                           "Organisations have the names type and country.");
    (name == "type" ? query.type : query.country) = filter.substr(equals + 1);
  }
  return query;
}

/// Organisations as they were published in files of IATI, in the order in which they came.
void write_organisations(const registry::Register& reg, const registry::OrganisationQuery& query,
                         std::ostream& out, std::ostream& err) {
  using exchange::iati::OrganisationFile;
  std::set<base::Uuid> asked;
  for (const auto& card : reg.organisations(query).cards) asked.insert(card.organisation.id);
  OrganisationFile file;
  out << OrganisationFile::head();
  registry::each_organisation(
      reg, [&](const base::Uuid& id) { return asked.contains(id); }, file,
      [&](const std::string& organisation) { return static_cast<bool>(out << organisation); });
  out << file.tail();
  if (file.unfit() > 0)
    err << "entente: " << file.unfit()
        << " organisations do not fit the schema of IATI 2.03 and are left out.\n";
}

void export_all(const ExportFlags& options, const Environment& env) {
  const bool organisations = options.format == "iati-organisations";
  const auto query = organisations ? search::Query() : read_query(options.query, options.filters);
  const auto asked = organisations ? organisations_asked(options) : registry::OrganisationQuery();
  OpenedRegister opened(env, options.place, options.at);
  auto& reg = opened.reg();
  if (organisations || !finds_all(query)) reg.follow();
  if (!finds_all(query)) {
    auto told = query;
    told.limit = 0;
    complain(reg.list(told).answer, options.language, env.err);
  }
  const auto write = [&](std::ostream& out) {
    if (organisations)
      write_organisations(reg, asked, out, env.err);
    else if (options.format == "iati")
      write_iati(reg, query, out, env.err);
    else if (options.format == "json")
      write_json(reg, query, out);
    else
      write_csv(reg, query, options.language, out);
  };
  if (options.output.empty()) return write(env.out);
  base::WholeFile file(options.output);
  write(file.out());
  file.commit();
}

}  // namespace

void add_export(Commands& commands, const Environment& env, int&) {
  auto options = std::make_shared<ExportFlags>();
  auto command = commands.add(
      "export",
      "Write partnerships as JSON, CSV or IATI activities, or organisations as IATI has them: all, or those "
      "a query finds.");
  command.place(options->place);
  command
      .option("--format", options->format,
              "json, csv, iati (activities as they were published, other records written as such) or "
              "iati-organisations (organisations as they were published).")
      .required()
      .one_of({"json", "csv", "iati", "iati-organisations"});
  command.option("-o,--output", options->output, "File to write (default: standard output).");
  command
      .option("--filter", options->filters,
              "NAME=VALUE, as in the address of a list: goal=6, country=KE; of organisations: type, country.")
      .one_value_each();
  command.option("--language", options->language,
                 "Language of titles and names in CSV: ar, en, es, fr, ru or zh.");
  command.option("--at", options->at, kAtHelp);
  command.option("QUERY", options->query, "What to find; nothing finds all.");
  command.run([options, &env] { export_all(*options, env); });
}

}  // namespace entente::cli
