// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/freshness_views.hpp"

#include <string>

namespace entente::pages {

namespace {

/// The day that tells most: when a report came or is due.
std::string when_of(const registry::Freshness& fresh, const base::Messages& messages) {
  using registry::Light;
  const auto told = [&](const char* key, const std::optional<base::PartialDate>& date) {
    return date ? messages.get(key, {{"date", std::string_view(messages.date(*date))}}) : std::string{};
  };
  switch (fresh.light) {
    case Light::reported:
      return fresh.last ? messages.date(*fresh.last) : std::string{};
    case Light::due:
      return told("freshness.due_since", fresh.due);
    case Light::not_due:
      return told("freshness.first_due", fresh.due);
    case Light::silent:
    case Light::dormant:
    case Light::closed:
      return fresh.last ? told("freshness.last", fresh.last) : messages.get("freshness.none");
  }
  return {};
}

}  // namespace

StateMark mark_of_light(registry::Light light) {
  using registry::Light;
  switch (light) {
    case Light::reported:
      return {"l-on", "met"};
    case Light::due:
      return {"l-half", "partly"};
    case Light::silent:
      return {"l-off", "not"};
    case Light::dormant:
      return {"l-none", "unknown"};
    case Light::not_due:
    case Light::closed:
      return {"l-new", "unknown"};
  }
  return {"l-new", "unknown"};
}

View freshness_view(const registry::Freshness& fresh, const base::Messages& messages) {
  const auto name = std::string(registry::kLightNames[static_cast<std::size_t>(fresh.light)]);
  const auto mark = mark_of_light(fresh.light);
  View view;
  view["light"] = View(name);
  view["label"] = View(messages.get("freshness." + name));
  view["when"] = text_or_nothing(when_of(fresh, messages));
  view["symbol"] = View(std::string(mark.symbol));
  view["meaning"] = View(std::string(mark.meaning));
  return view;
}

}  // namespace entente::pages
