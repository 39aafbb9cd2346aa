// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "model/values.hpp"

/// What a government publishes to its partners (62/211, ¶4): records of the register like any other, written
/// by its focal point. They hang on the desk of their country.
namespace entente::model {

/// The desk of a country: what its records hang on, made of its code. It is no record itself.
base::Uuid desk_of(std::string_view country);

/// The record that holds the draft of a change to one that is published, made of that one's id.
base::Uuid draft_beside(const base::Uuid& published);
/// Whether an id was made by one of these rules: no record that stands by itself has such a one.
bool is_made_by_rule(const base::Uuid&);

/// What it holds important, or plans, for a time.
struct NationalPlan {
  static constexpr std::string_view kType = "national_plan";
  static constexpr bool kOnDesk = true;
  std::string country;
  std::string kind = "priority";
  base::Text title, text;
  std::optional<base::PartialDate> start, end;
  std::vector<Goal> goals;
  std::vector<Document> documents;
  bool operator==(const NationalPlan&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("country", self.country, Rule{.about = "ISO 3166-1 alpha-2 code", .required = true, .max = 2});
    v("kind", self.kind, Rule{.about = "priority or plan", .required = true, .vocabulary = "plan_kind"});
    v("title", self.title, Rule{.about = "title", .required = true, .max = 2'000});
    v("text", self.text, Rule{.about = "in words", .max = 20'000});
    v("start", self.start, Rule{.about = "first day of its period"});
    v("end", self.end, Rule{.about = "last day of its period"});
    v("goals", self.goals, Rule{.about = "internationally agreed goals it serves", .items = 200});
    v("documents", self.documents, Rule{.about = "where it can be read", .items = 10, .column = false});
  }
};

/// What it asks of partners who work on its soil. Each revision is a version, and is acknowledged by itself.
struct Guidance {
  static constexpr std::string_view kType = "guidance";
  static constexpr bool kOnDesk = true;
  std::string country;
  base::Text title, text;
  std::vector<Document> documents;
  bool operator==(const Guidance&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("country", self.country, Rule{.about = "ISO 3166-1 alpha-2 code", .required = true, .max = 2});
    v("title", self.title, Rule{.about = "title", .required = true, .max = 2'000});
    v("text", self.text, Rule{.about = "what is asked of partners", .max = 20'000});
    v("documents", self.documents, Rule{.about = "where it can be read", .items = 10, .column = false});
  }
};

/// An organisation's word that it has read a version of a guidance.
struct Acknowledgement {
  static constexpr std::string_view kType = "acknowledgement";
  static constexpr bool kOnDesk = true;
  std::string country;
  base::Uuid guidance, organisation;
  std::int64_t version = 0;
  std::string guidance_hash, at;
  bool operator==(const Acknowledgement&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("country", self.country, Rule{.about = "whose guidance it is", .required = true, .max = 2});
    v("guidance", self.guidance, Rule{.about = "the guidance", .required = true});
    v("organisation", self.organisation, Rule{.about = "who has read it", .required = true});
    v("version", self.version, Rule{.about = "which version of it"});
    v("guidance_hash", self.guidance_hash, Rule{.about = "SHA-256 of that version's body", .max = 64});
    v("at", self.at, Rule{.about = "when", .max = 30});
  }
};

/// A host government's answer to one partnership that works on its soil: whether it is consistent with the
/// country's plans and law, of which it cites one. A country without such an answer is silent.
struct HostAnswer {
  static constexpr std::string_view kType = "host_answer";
  static constexpr bool kOnDesk = true;
  std::string country;
  base::Uuid partnership;
  std::string answer = "aligned";
  base::Text cited;
  std::optional<base::Uuid> basis;
  base::Text remark;
  std::int64_t version = 0;
  std::string partnership_hash, at;
  bool operator==(const HostAnswer&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("country", self.country, Rule{.about = "whose government answers", .required = true, .max = 2});
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("answer", self.answer,
      Rule{.about = "aligned, endorsed or objects", .required = true, .vocabulary = "host_answer"});
    v("cited", self.cited, Rule{.about = "the plan, law or guidance cited", .required = true, .max = 2'000});
    v("basis", self.basis, Rule{.about = "that plan or guidance, where its desk publishes it"});
    v("remark", self.remark, Rule{.about = "in words", .max = 20'000});
    v("version", self.version, Rule{.about = "which version of the partnership"});
    v("partnership_hash", self.partnership_hash, Rule{.about = "SHA-256 of that version's body", .max = 64});
    v("at", self.at, Rule{.about = "when", .max = 30});
  }
};

/// What it needs, or offers, to strengthen capacity.
struct Capacity {
  static constexpr std::string_view kType = "capacity";
  static constexpr bool kOnDesk = true;
  std::string country;
  std::string kind = "need", field, state = "open";
  base::Text title, text;
  bool operator==(const Capacity&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("country", self.country, Rule{.about = "ISO 3166-1 alpha-2 code", .required = true, .max = 2});
    v("kind", self.kind, Rule{.about = "need or offer", .required = true, .vocabulary = "capacity_kind"});
    v("field", self.field, Rule{.about = "field of paragraph 5", .vocabulary = "field"});
    v("state", self.state,
      Rule{.about = "open, met or withdrawn", .required = true, .vocabulary = "capacity_state"});
    v("title", self.title, Rule{.about = "title", .required = true, .max = 2'000});
    v("text", self.text, Rule{.about = "in words", .max = 20'000});
  }
};

}  // namespace entente::model
