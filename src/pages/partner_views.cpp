// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/partner_views.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "base/text.hpp"
#include "exchange/csv/csv_writer.hpp"
#include "pages/chart_plane.hpp"
#include "pages/format.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kDrawn = 12, kNameWidth = 50;
// A bar is at most so long that its number still stands beside it.
constexpr double kRow = 31, kLongest = 300;

std::string name_or_id(const registry::OrganisationLine& organisation, std::string_view language) {
  return organisation.name.empty() ? organisation.id.str() : std::string(organisation.name.str(language));
}

std::string short_name(const registry::OrganisationLine& organisation, std::string_view language) {
  const auto name = name_or_id(organisation, language);
  // A drawing does not break lines. Characters of three bytes (Han, kana, Hangul) are twice as wide.
  std::size_t width = 0, end = 0;
  while (end < name.size()) {
    const auto lead = static_cast<unsigned char>(name[end]);
    width += lead >= 0xe0 ? 2 : 1;
    if (width > kNameWidth) return name.substr(0, end) + "…";
    end += lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  }
  return name;
}

View chart_of(const std::vector<registry::Partner>& partners, const std::string& label,
              const base::Messages& messages) {
  const auto most = partners.front().together;
  if (most < 2) return View(false);
  auto bars = list_view();
  double y = 0;
  for (const auto& partner : partners) {
    if (bars.list_value().size() == kDrawn) break;
    const auto length =
        std::max(kLongest * static_cast<double>(partner.together) / static_cast<double>(most), 2.0);
    const bool rtl = messages.right_to_left();
    View bar;
    bar["name"] = View(short_name(partner.organisation, messages.language()));
    bar["start"] = View(ChartPlane::coordinate(rtl ? ChartPlane::kWidth : 0));
    bar["name_y"] = View(ChartPlane::coordinate(y + 12));
    bar["x"] = View(ChartPlane::coordinate(rtl ? ChartPlane::kWidth - length : 0));
    bar["y"] = View(ChartPlane::coordinate(y + 17));
    bar["length"] = View(ChartPlane::coordinate(length));
    bar["count"] = View(messages.number(partner.together));
    bar["count_x"] = View(ChartPlane::coordinate(rtl ? ChartPlane::kWidth - length - 6 : length + 6));
    bar["count_y"] = View(ChartPlane::coordinate(y + 25));
    bars.push_back(bar);
    y += kRow;
  }
  View chart;
  chart["label"] = View(label);
  chart["height"] = View(ChartPlane::coordinate(y));
  chart["bars"] = std::move(bars);
  return chart;
}

View partner_row(const registry::Partner& partner, const base::Messages& messages) {
  const auto language = messages.language();
  View row;
  row["href"] = View(organisation_href(language, partner.organisation.id));
  row["name"] = text_view(partner.organisation.name, language);
  row["type"] = text_or_nothing(partner.organisation.type == "unknown"
                                    ? std::string{}
                                    : term("organisation_type", partner.organisation.type, language));
  row["country"] = text_or_nothing(country_name(partner.organisation.country, language));
  row["together"] = View(messages.number(partner.together));
  auto titles = list_view();
  for (const auto& [id, title] : partner.partnerships) {
    View one;
    one["href"] = View(partnership_href(language, id));
    one["title"] = text_view(title, language, 160);
    one["id"] = View(id.str());
    titles.push_back(one);
  }
  row["titles"] = std::move(titles);
  const auto more = partner.together - std::ssize(partner.partnerships);
  row["more"] =
      more > 0 ? View(messages.get("organisation.more_partnerships", {{"count", more}})) : View(false);
  return row;
}

View dealing_cell(base::Decimal sum, std::int64_t times, const std::string& currency, const char* key,
                  const base::Messages& messages) {
  if (times == 0) return View(false);
  View cell;
  cell["amount"] = View(messages.money({sum, currency, std::nullopt}));
  cell["counted"] = View(messages.get(key, {{"count", times}}));
  return cell;
}

}  // namespace

View partners_view(const registry::Partners& partners, std::int64_t partnerships,
                   const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& partner : partners.first) rows.push_back(partner_row(partner, messages));
  auto view = table_view(std::move(rows), 0, 0, messages);
  const auto shown = std::ssize(partners.first);
  view["left_out"] =
      shown < partners.total
          ? View(messages.get("organisation.partners_shown", {{"shown", shown}, {"count", partners.total}}))
          : View(false);
  view["label"] = View(false);
  view["chart"] = View(false);
  if (partners.first.empty()) return view;
  const auto& first = partners.first.front();
  const auto name = name_or_id(first.organisation, messages.language());
  const auto label =
      first.together < 2
          ? messages.get("organisation.partners_once", {{"count", partners.total}})
          : messages.get("organisation.partners_finding", {{"count", partners.total},
                                                           {"name", base::clip_utf8(name, 200)},
                                                           {"together", first.together},
                                                           {"partnerships", partnerships}});
  view["label"] = View(label);
  view["chart"] = chart_of(partners.first, label, messages);
  return view;
}

View dealings_view(const std::vector<registry::Dealing>& dealings, const base::Messages& messages) {
  return table_of(dealings, kMostRows, messages, [&](const registry::Dealing& dealing) {
    constexpr const char *kPromises = "partnership.commitments_counted",
                         *kDeliveries = "partnership.deliveries_counted";
    const auto cell = [&](base::Decimal sum, std::int64_t times, const char* key) {
      return dealing_cell(sum, times, dealing.currency, key, messages);
    };
    View row;
    row["currency"] = text_or_nothing(dealing.currency);
    row["promised"] = cell(dealing.promised, dealing.promises, kPromises);
    row["delivered"] = cell(dealing.delivered, dealing.deliveries, kDeliveries);
    row["awaited"] = cell(dealing.awaited, dealing.promises_to_it, kPromises);
    row["received"] = cell(dealing.received, dealing.deliveries_to_it, kDeliveries);
    row["not_whole"] = View(!dealing.whole);
    return row;
  });
}

std::string partners_csv(const registry::Partners& partners, std::string_view language) {
  std::ostringstream out;
  exchange::csv::CsvWriter writer(out, {"organisation", "name", "type", "country", "partnerships"});
  for (const auto& partner : partners.first)
    writer.row({partner.organisation.id.str(), std::string(partner.organisation.name.str(language)),
                partner.organisation.type, partner.organisation.country, std::to_string(partner.together)});
  return out.str();
}

}  // namespace entente::pages
