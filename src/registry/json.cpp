// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/json.hpp"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include "registry/attesting.hpp"

namespace entente::registry {

namespace {

/// Writes an object member by member; bodies of records go in as the JSON they are.
class Object {
 public:
  explicit Object(std::string& out) : out_(out) { out_ += '{'; }
  ~Object() { out_ += '}'; }
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  std::string& raw(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    out_.append("\"").append(name).append("\":");
    return out_;
  }
  void text(std::string_view name, std::string_view value) {
    raw(name) += boost::json::serialize(boost::json::string(value));
  }
  void number(std::string_view name, std::int64_t value) { raw(name) += std::to_string(value); }

 private:
  std::string& out_;
  bool first_ = true;
};

template <class List, class Each>
void array(std::string& out, const List& list, Each each) {
  out += '[';
  bool first = true;
  for (const auto& item : list) {
    if (!first) out += ',';
    first = false;
    each(item);
  }
  out += ']';
}

void texts(Object& o, std::string_view name, const base::Text& text) {
  auto& out = o.raw(name);
  Object inner(out);
  for (const auto& n : text.narratives) {
    const auto quoted = boost::json::serialize(boost::json::string(n.language));
    inner.text(std::string_view(quoted).substr(1, quoted.size() - 2), n.value);
  }
}

template <class T>
void put_held(Object& o, const Held<T>& h) {
  o.text("id", h.id.str());
  o.number("version", h.version);
  o.number("event_seq", h.event_seq);
  o.text("time", base::to_string(h.time));
  o.text("author", h.author);
  o.text("hash", base::hex(h.hash));
  o.raw(T::kType) += model::body_of(h.value);
}

void organisation(Object& o, const OrganisationLine& line) {
  o.text("id", line.id.str());
  texts(o, "name", line.name);
  o.text("type", line.type);
  if (!line.country.empty()) o.text("country", line.country);
}

void revisions(Object& o, const std::vector<RevisionLine>& lines) {
  auto& out = o.raw("revisions");
  array(out, lines, [&](const RevisionLine& r) {
    Object one(out);
    one.number("version", r.version);
    one.number("event_seq", r.event_seq);
    one.text("time", base::to_string(r.time));
    one.text("author", r.author);
    one.text("hash", base::hex(r.hash));
    if (r.erased.empty()) return;
    auto& erased_out = one.raw("erased");
    array(erased_out, r.erased, [&](const ErasedLine& erased) {
      Object line(erased_out);
      line.text("at", base::to_string(erased.at));
      line.text("reason", erased.reason);
      if (!erased.words.empty()) texts(line, "words", erased.words);
      if (!erased.was.empty()) line.text("was", erased.was);
    });
  });
}

void parties(Object& o, const std::vector<Party>& all) {
  auto& out = o.raw("parties");
  array(out, all, [&](const Party& p) {
    Object one(out);
    one.text("state", p.state);
    {
      Object inner(one.raw("organisation"));
      organisation(inner, p.organisation);
    }
    put_held(one, p.part);
    if (p.confirmation) {
      Object inner(one.raw("confirmation"));
      put_held(inner, *p.confirmation);
    }
  });
}

template <class T>
void list(Object& o, std::string_view name, const std::vector<Held<T>>& all) {
  auto& out = o.raw(name);
  array(out, all, [&](const Held<T>& h) {
    Object one(out);
    put_held(one, h);
  });
}

void day(Object& o, std::string_view name, const std::optional<base::PartialDate>& date) {
  if (date) o.text(name, date->str());
}

/// The mark of the day on which it was asked for, and the days on which it changes while nothing is reported.
void calendar(Object& o, const PartnershipView& view) {
  const auto& fresh = view.freshness;
  Object one(o.raw("reporting"));
  one.text("light", kLightNames.at(static_cast<std::size_t>(fresh.light)));
  day(one, "last", fresh.last);
  day(one, "due", fresh.due);
  day(one, "silent", fresh.silent);
  day(one, "dormant", fresh.dormant);
  if (!view.rhythm) return;
  Object rhythm(one.raw("rhythm"));
  put_held(rhythm, *view.rhythm);
}

/// A score without the digits that say nothing.
std::string points(float score) {
  return fmt::format("{:.3f}", score);
}

void reasons(Object& o, const std::vector<search::Reason>& all) {
  float sum = 0;
  for (const auto& reason : all) sum += reason.points;
  o.raw("score") += points(sum);
  auto& out = o.raw("reasons");
  array(out, all, [&](const search::Reason& reason) {
    Object one(out);
    if (!reason.word.empty()) {
      one.text("word", reason.word);
    } else if (!reason.attested.empty()) {
      one.text("attested", reason.attested);
    } else {
      one.text("facet", search::name_of(reason.facet));
      array(one.raw("values"), reason.values,
            [&](const std::string& value) { out += boost::json::serialize(boost::json::string(value)); });
    }
    one.number("documents", static_cast<std::int64_t>(reason.documents));
    one.raw("points") += points(reason.points);
  });
}

void money_sums(std::string& out, const std::vector<MoneySum>& sums) {
  array(out, sums, [&](const MoneySum& sum) {
    Object one(out);
    one.raw("government") += sum.government ? "true" : "false";
    one.text("currency", sum.currency);
    one.text("promised", sum.promised.str());
    one.text("delivered", sum.delivered.str());
    one.text("overdue", sum.overdue.str());
    one.number("promises", sum.promises);
    one.number("deliveries", sum.deliveries);
    one.number("overdue_promises", sum.overdue_promises);
  });
}

void put_sums(std::string& out, const MoneySums& sums) {
  Object all(out);
  money_sums(all.raw("original"), sums.original);
  money_sums(all.raw("common"), sums.common);
  all.number("unconverted", sums.unconverted);
}

std::string partnership_json(const PartnershipView& view, const MoneySums* sums) {
  std::string out;
  {
    Object o(out);
    if (sums != nullptr) put_sums(o.raw("sums"), *sums);
    put_held(o, view.partnership);
    o.number("head_version", view.head_version);
    parties(o, view.parties);
    list(o, "commitments", view.commitments);
    array(o.raw("deliveries"), view.deliveries, [&](const Held<model::Delivery>& given) {
      Object one(out);
      put_held(one, given);
      array(one.raw("attested"), levels_of(given, view.attestations),
            [&](const std::string& level) { out += boost::json::serialize(boost::json::string(level)); });
    });
    list(o, "attestations", view.attestations);
    list(o, "results", view.results);
    list(o, "reports", view.reports);
    list(o, "appeals", view.appeals);
    calendar(o, view);
    list(o, "statements", view.statements);
    if (view.governance) {
      Object inner(o.raw("governance"));
      put_held(inner, *view.governance);
    }
    array(o.raw("hosts"), view.hosts, [&](const HostWord& host) {
      Object one(out);
      one.text("country", host.country);
      one.text("state", host.answer ? std::string_view(host.answer->value.answer) : "silent");
      one.raw("named") += host.named ? "true" : "false";
      if (!host.answer) return;
      Object inner(one.raw("answer"));
      put_held(inner, *host.answer);
    });
    array(o.raw("money"), view.money, [&](const Sum& s) {
      Object one(out);
      one.text("currency", s.currency);
      one.text("committed", s.committed.str());
      one.text("delivered", s.delivered.str());
      one.number("commitments", s.commitments);
      one.number("deliveries", s.deliveries);
    });
    revisions(o, view.revisions);
  }
  return out;
}

}  // namespace

std::string to_json(const PartnershipView& view) {
  return partnership_json(view, nullptr);
}

std::string to_json(const PartnershipView& view, const MoneySums& sums) {
  return partnership_json(view, &sums);
}

std::string to_json(const MoneySums& sums) {
  std::string out;
  put_sums(out, sums);
  return out;
}

std::string to_json(const OrganisationView& view, const std::vector<Held<model::Finances>>& finances,
                    const MoneySums* sums) {
  std::string out;
  {
    Object o(out);
    put_held(o, view.organisation);
    o.number("head_version", view.head_version);
    array(o.raw("by_role"), view.by_role, [&](const auto& row) {
      Object one(out);
      one.text("role", row.first);
      one.number("count", row.second);
    });
    o.number("engagements_total", view.engagements_total);
    array(o.raw("engagements"), view.engagements, [&](const Engagement& e) {
      Object one(out);
      one.text("role", e.role);
      one.text("state", e.state);
      one.text("partnership", e.partnership.str());
      texts(one, "title", e.title);
      one.text("kind", e.kind);
      one.text("status", e.status);
      if (e.start) one.text("start", e.start->str());
      if (e.end) one.text("end", e.end->str());
    });
    if (sums != nullptr) put_sums(o.raw("sums"), *sums);
    list(o, "finances", finances);
    revisions(o, view.revisions);
  }
  return out;
}

std::string to_json(const ListAnswer& answer, std::string_view next,
                    const std::vector<WithdrawnLine>& withdrawn) {
  std::string out;
  {
    Object o(out);
    o.number("total", static_cast<std::int64_t>(answer.answer.total));
    o.number("applied_seq", answer.applied_seq);
    if (!answer.answer.complaints.empty())
      array(o.raw("complaints"), answer.answer.complaints, [&](const search::Complaint& c) {
        Object one(out);
        one.text("key", c.key);
        one.number("at", static_cast<std::int64_t>(c.at));
        if (!c.part.empty()) one.text("part", c.part);
        if (!c.field.empty()) one.text("field", c.field);
        one.text("text", search::text_of(c, "en"));
      });
    o.text("reading", search::name_of(answer.answer.reading));
    if (!answer.answer.corrections.empty())
      array(o.raw("corrections"), answer.answer.corrections, [&](const search::Correction& c) {
        Object one(out);
        one.text("word", c.word);
        one.text("better", c.better);
      });
    array(o.raw("results"), answer.cards, [&](const Card& c) {
      Object one(out);
      one.text("id", c.id.str());
      one.number("version", c.version);
      one.text("time", base::to_string(c.updated));
      one.raw("partnership") += model::body_of(*c.partnership);
      parties(one, *c.parties);
      array(one.raw("objecting"), c.objecting,
            [&](const std::string& country) { out += boost::json::serialize(boost::json::string(country)); });
      if (!c.reasons.empty()) reasons(one, c.reasons);
    });
    if (!withdrawn.empty())
      array(o.raw("withdrawn"), withdrawn, [&](const WithdrawnLine& line) {
        Object one(out);
        one.text("id", line.id.str());
        one.text("time", base::to_string(line.when));
        one.text("reason", line.reason);
      });
    {
      Object facets(o.raw("facets"));
      for (std::size_t f = 0; f < search::kFacets; ++f)
        array(facets.raw(search::kFacetNames[f]), answer.answer.facets[f], [&](const search::Count& count) {
          Object one(out);
          one.text("value", count.value);
          one.number("count", count.count);
        });
    }
    o.text("next", next);
  }
  return out;
}

std::string to_json(const std::vector<Card>& cards) {
  std::string out;
  {
    Object o(out);
    array(o.raw("results"), cards, [&](const Card& card) {
      Object one(out);
      one.text("id", card.id.str());
      texts(one, "title", card.partnership->title);
    });
  }
  return out;
}

std::string to_json(const std::vector<Suggestion>& suggestions) {
  using Kind = Suggestion::Kind;
  std::string out;
  {
    Object o(out);
    array(o.raw("suggestions"), suggestions, [&](const Suggestion& s) {
      Object one(out);
      one.text("kind", s.kind == Kind::partnership    ? "partnership"
                       : s.kind == Kind::organisation ? "organisation"
                                                      : search::name_of(s.facet));
      if (s.kind == Kind::code)
        one.text("code", s.code);
      else
        one.text("id", s.id.str());
      texts(one, "name", s.name);
    });
  }
  return out;
}

std::string to_json(const std::vector<OrganisationCard>& cards, std::size_t total, std::string_view next) {
  std::string out;
  {
    Object o(out);
    o.number("total", static_cast<std::int64_t>(total));
    array(o.raw("results"), cards, [&](const OrganisationCard& c) {
      Object one(out);
      organisation(one, c.organisation);
      one.number("partnerships", c.partnerships);
    });
    o.text("next", next);
  }
  return out;
}

std::string to_json(const std::vector<Difference>& differences) {
  std::string out;
  {
    Object o(out);
    array(o.raw("differences"), differences, [&](const Difference& d) {
      Object one(out);
      one.text("path", d.path);
      one.text("before", d.before);
      one.text("after", d.after);
    });
  }
  return out;
}

}  // namespace entente::registry
