// Contact coverage of an account (metrics.md 2): whom do we reach, and how surely?
// Parameters: account STRING; opportunity STRING or null; as_of DATE;
// and of the policy, with its defaults: half_life_days FLOAT (180.0); active_threshold FLOAT
//   (0.25); trace_threshold FLOAT (0.05); undated_factor FLOAT (0.5); one_way_factor FLOAT
//   (0.5); default_influence FLOAT (5.0); no_role_weight FLOAT (0.3); channel_weights MAP
//   ({meeting: 0.5, video: 0.4, event: 0.3, call: 0.25, order: 0.15, email: 0.1, message: 0.1,
//   other: 0.1}); role_weights MAP ({decider: 1.0, approver: 0.9, buyer: 0.8, influencer: 0.7,
//   gatekeeper: 0.6, initiator: 0.6, user: 0.5}); required_roles LIST OF STRING (['decider',
//   'buyer', 'influencer', 'user']).
// Columns: account, stakeholders, own_people; reach, active, redundant, weighted, roles,
//   roles_identified, target MAP {value, numerator, denominator}; bounds MAP {lower, upper};
//   density, authority, quality; by MAP of lists {key, count, active, redundant, weighted};
//   people LIST OF MAP, the heaviest first; uncovered LIST OF STRING. Not here: indirect.
MATCH (account:Account {id: $account})
// Who buys, with roles and weight (metrics.md 0 and 1.3).
CALL (account) {
  MATCH (account)<-[:OF]-(center:BuyingCenter)<-[member:MEMBER_OF]-(b:Person)
  WHERE coalesce(member.since <= $as_of, true) AND coalesce(member.until > $as_of, true)
    AND NOT coalesce(b.vacant, false)
    AND coalesce(b.joined <= $as_of, true) AND coalesce(b.left > $as_of, true)
    AND ($opportunity IS NULL
         OR $opportunity IN [(center)-[:FOR]->(deal) | deal.id])
  WITH b, reduce(all = [], roles IN collect(coalesce(member.roles, [])) | all + roles) AS named
  WITH b, [role IN ['initiator', 'user', 'influencer', 'decider', 'approver', 'buyer',
                    'gatekeeper'] WHERE role IN named] AS roles
  WITH b, roles, CASE WHEN roles = [] THEN $no_role_weight
       ELSE reduce(most = 0.0, role IN roles |
         CASE WHEN $role_weights[role] > most THEN $role_weights[role] ELSE most END)
       END AS standing
  ORDER BY b.id
  RETURN collect(b) AS buyers, collect(roles) AS held,
         collect(standing * coalesce(b.influence, $default_influence) / 10) AS weights
}
// Who sells and is on the list.
CALL (account) {
  MATCH (account)<-[:OF]-(center:SellingCenter)<-[member:MEMBER_OF]-(s:Person)
  WHERE coalesce(member.since <= $as_of, true) AND coalesce(member.until > $as_of, true)
    AND NOT coalesce(s.vacant, false)
    AND coalesce(s.joined <= $as_of, true) AND coalesce(s.left > $as_of, true)
    AND ($opportunity IS NULL OR NOT EXISTS { (center)-[:FOR]->() }
         OR $opportunity IN [(center)-[:FOR]->(deal) | deal.id])
  RETURN collect(DISTINCT s) AS listed
}
// Who of us knows which of them, and how well: rating and evidence (metrics.md 1.1, 1.2). An
// undated rating counts half; it may be worth nothing (low) or all (high).
CALL (buyers) {
  UNWIND range(0, size(buyers) - 1) AS row
  WITH row, buyers[row] AS b
  CALL (b) {
    MATCH (s:Person)-[contact:CONTACT]->(b)
    WHERE coalesce(contact.since <= $as_of, true) AND coalesce(contact.until > $as_of, true)
    RETURN s, contact.level AS level, 0.0 AS evidence,
           CASE WHEN contact.last_contact <= $as_of THEN contact.last_contact END AS last
  UNION ALL
    MATCH (s:Person)-[met:INTERACTED]->(b)
    WHERE met.date <= $as_of
    RETURN s, null AS level,
           $channel_weights[met.channel]
             * CASE WHEN coalesce(met.two_way, true) THEN 1.0 ELSE $one_way_factor END
             * 2 ^ (-duration.inDays(met.date, $as_of).days / toFloat($half_life_days)) AS evidence,
           CASE WHEN coalesce(met.two_way, true) THEN met.date END AS last
  }
  WITH row, s, max(level) AS level, 1 - exp(-sum(evidence)) AS evidence, max(last) AS last
  WHERE NOT coalesce(s.vacant, false)
    AND coalesce(s.joined <= $as_of, true) AND coalesce(s.left > $as_of, true)
  WITH row, s, coalesce(level, 0) / 4.0 AS full, evidence, last,
       level IS NOT NULL AND last IS NULL AS undated
  WITH row, s, full, evidence, undated, CASE
       WHEN undated THEN full * $undated_factor
       WHEN last IS NULL THEN full
       ELSE full * 2 ^ (-duration.inDays(last, $as_of).days / toFloat($half_life_days))
       END AS rated
  WITH row, s, CASE WHEN rated > evidence THEN rated ELSE evidence END AS strength,
       CASE WHEN NOT undated AND rated > evidence THEN rated ELSE evidence END AS low,
       CASE WHEN undated AND full > evidence THEN full
            WHEN rated > evidence THEN rated ELSE evidence END AS high
  RETURN collect({row: row, own: s, strength: strength, low: low, high: high}) AS known
}
// Whoever does the work without being on the list sells too.
CALL (listed, known) {
  UNWIND listed + [tie IN known WHERE tie.strength >= $trace_threshold - 1e-12 | tie.own] AS s
  WITH DISTINCT s
  ORDER BY s.id
  RETURN collect(s) AS own
}
WITH account, buyers, held, weights, own, [tie IN known WHERE tie.own IN own] AS ties
// Each stakeholder with the ties that count, the strongest first.
CALL (buyers, held, weights, ties) {
  UNWIND range(0, size(buyers) - 1) AS row
  CALL (row, ties) {
    UNWIND [tie IN ties WHERE tie.row = row] AS tie
    WITH tie ORDER BY round(tie.strength, 12) DESC, tie.own.id
    RETURN collect(tie) AS mine
  }
  WITH row, mine, buyers[row] AS b,
       size([tie IN mine WHERE tie.strength >= $active_threshold - 1e-12]) AS active_ties,
       1 - reduce(missed = 1.0, tie IN mine | missed * (1 - tie.strength)) AS coverage,
       1 - reduce(missed = 1.0, tie IN mine | missed * (1 - tie.low)) AS low,
       1 - reduce(missed = 1.0, tie IN mine | missed * (1 - tie.high)) AS high
  ORDER BY round(weights[row], 12) DESC, b.id
  RETURN collect({row: row, id: b.id, name: coalesce(b.name, b.title), person: b,
                  organization: [(b)-[:WORKS_FOR]->(o:Organization) | o.id][0],
                  weight: weights[row], roles: held[row], ties: mine,
                  active_ties: active_ties, coverage: coverage, low: low, high: high}) AS people
}
// Whoever of ours has not left and knows or met them: vacant positions too.
CALL (buyers) {
  UNWIND buyers AS b
  WITH b
  WHERE EXISTS {
    MATCH (s:Person)-[contact:CONTACT]->(b)
    WHERE contact.level >= 1
      AND coalesce(contact.since <= $as_of, true) AND coalesce(contact.until > $as_of, true)
      AND coalesce(s.joined <= $as_of, true) AND coalesce(s.left > $as_of, true)
  } OR EXISTS {
    MATCH (s:Person)-[met:INTERACTED]->(b)
    WHERE met.date <= $as_of
      AND coalesce(s.joined <= $as_of, true) AND coalesce(s.left > $as_of, true)
  }
  RETURN count(b) AS reached
}
CALL (buyers) {
  UNWIND buyers AS b
  MATCH (s:Person)-[contact:CONTACT]->(b)
  WHERE contact.target IS NOT NULL
    AND coalesce(contact.since <= $as_of, true) AND coalesce(contact.until > $as_of, true)
  WITH contact.target AS target,
       CASE WHEN coalesce(s.joined <= $as_of, true) AND coalesce(s.left > $as_of, true)
            THEN contact.level ELSE 0 END AS level
  RETURN coalesce(sum(CASE WHEN level < target THEN level ELSE target END), 0) AS met_target,
         coalesce(sum(target), 0) AS targets
}
CALL (people) {
  UNWIND people AS p
  UNWIND CASE WHEN p.roles = [] THEN [null] ELSE p.roles END AS key
  WITH key, count(*) AS count, sum(CASE WHEN p.active_ties >= 1 THEN 1 ELSE 0 END) AS active,
       sum(CASE WHEN p.active_ties >= 2 THEN 1 ELSE 0 END) AS redundant,
       sum(p.weight * p.coverage) AS covered, sum(p.weight) AS weight
  ORDER BY CASE key WHEN 'initiator' THEN 0 WHEN 'user' THEN 1 WHEN 'influencer' THEN 2
       WHEN 'decider' THEN 3 WHEN 'approver' THEN 4 WHEN 'buyer' THEN 5
       WHEN 'gatekeeper' THEN 6 ELSE 7 END
  RETURN collect({key: key, count: count, active: toFloat(active) / count,
                  redundant: toFloat(redundant) / count,
                  weighted: CASE WHEN weight > 1e-12 THEN covered / weight END}) AS by_role
}
CALL (people) {
  UNWIND people AS p
  UNWIND [p.person.level] AS key
  WITH key, count(*) AS count, sum(CASE WHEN p.active_ties >= 1 THEN 1 ELSE 0 END) AS active,
       sum(CASE WHEN p.active_ties >= 2 THEN 1 ELSE 0 END) AS redundant,
       sum(p.weight * p.coverage) AS covered, sum(p.weight) AS weight
  ORDER BY key IS NULL, key DESC
  RETURN collect({key: key, count: count, active: toFloat(active) / count,
                  redundant: toFloat(redundant) / count,
                  weighted: CASE WHEN weight > 1e-12 THEN covered / weight END}) AS by_level
}
CALL (people) {
  UNWIND people AS p
  UNWIND [p.person.function] AS key
  WITH key, count(*) AS count, sum(CASE WHEN p.active_ties >= 1 THEN 1 ELSE 0 END) AS active,
       sum(CASE WHEN p.active_ties >= 2 THEN 1 ELSE 0 END) AS redundant,
       sum(p.weight * p.coverage) AS covered, sum(p.weight) AS weight
  ORDER BY key IS NULL, key
  RETURN collect({key: key, count: count, active: toFloat(active) / count,
                  redundant: toFloat(redundant) / count,
                  weighted: CASE WHEN weight > 1e-12 THEN covered / weight END}) AS by_function
}
CALL (people) {
  UNWIND people AS p
  UNWIND [p.organization] AS key
  WITH key, count(*) AS count, sum(CASE WHEN p.active_ties >= 1 THEN 1 ELSE 0 END) AS active,
       sum(CASE WHEN p.active_ties >= 2 THEN 1 ELSE 0 END) AS redundant,
       sum(p.weight * p.coverage) AS covered, sum(p.weight) AS weight
  ORDER BY key
  RETURN collect({key: key, count: count, active: toFloat(active) / count,
                  redundant: toFloat(redundant) / count,
                  weighted: CASE WHEN weight > 1e-12 THEN covered / weight END}) AS by_organization
}
WITH account, people, own, reached, met_target, targets,
     by_role, by_level, by_function, by_organization,
     size(people) AS size, size(own) AS own_people,
     size([p IN people WHERE p.active_ties >= 1]) AS active,
     size([p IN people WHERE p.active_ties >= 2]) AS redundant,
     reduce(sum = 0.0, p IN people | sum + p.weight) AS weight,
     reduce(sum = 0.0, p IN people | sum + p.weight * p.coverage) AS covered,
     reduce(sum = 0.0, p IN people | sum + p.weight * p.low) AS low,
     reduce(sum = 0.0, p IN people | sum + p.weight * p.high) AS high,
     reduce(all = [], p IN people | all + [tie IN p.ties
       WHERE tie.strength >= $active_threshold - 1e-12 | tie.strength]) AS active_ties,
     [p IN people WHERE p.active_ties >= 1
       | coalesce(p.person.influence, $default_influence)] AS influences,
     CASE WHEN people = [] THEN 0 ELSE size($required_roles) END AS required
WITH *, size([role IN $required_roles
       WHERE any(p IN people WHERE role IN p.roles AND p.active_ties >= 1)]) AS roles_covered,
     size([role IN $required_roles WHERE any(p IN people WHERE role IN p.roles)]) AS roles_named,
     weight + CASE WHEN $opportunity IS NULL AND account.expected_size > size AND size > 0
       THEN (account.expected_size - size) * (weight / size) ELSE 0 END AS expected_weight
RETURN account.id AS account, size AS stakeholders, own_people,
       {value: CASE WHEN size > 1e-12 THEN toFloat(reached) / size END,
        numerator: CASE WHEN size > 1e-12 THEN reached ELSE 0 END,
        denominator: CASE WHEN size > 1e-12 THEN size ELSE 0 END} AS reach,
       {value: CASE WHEN size > 1e-12 THEN toFloat(active) / size END,
        numerator: CASE WHEN size > 1e-12 THEN active ELSE 0 END,
        denominator: CASE WHEN size > 1e-12 THEN size ELSE 0 END} AS active,
       {value: CASE WHEN size > 1e-12 THEN toFloat(redundant) / size END,
        numerator: CASE WHEN size > 1e-12 THEN redundant ELSE 0 END,
        denominator: CASE WHEN size > 1e-12 THEN size ELSE 0 END} AS redundant,
       {value: CASE WHEN weight > 1e-12 THEN toFloat(covered) / weight END,
        numerator: CASE WHEN weight > 1e-12 THEN covered ELSE 0 END,
        denominator: CASE WHEN weight > 1e-12 THEN weight ELSE 0 END} AS weighted,
       {value: CASE WHEN required > 1e-12 THEN toFloat(roles_covered) / required END,
        numerator: CASE WHEN required > 1e-12 THEN roles_covered ELSE 0 END,
        denominator: CASE WHEN required > 1e-12 THEN required ELSE 0 END} AS roles,
       {value: CASE WHEN required > 1e-12 THEN toFloat(roles_named) / required END,
        numerator: CASE WHEN required > 1e-12 THEN roles_named ELSE 0 END,
        denominator: CASE WHEN required > 1e-12 THEN required ELSE 0 END} AS roles_identified,
       {value: CASE WHEN targets > 1e-12 THEN toFloat(met_target) / targets END,
        numerator: CASE WHEN targets > 1e-12 THEN met_target ELSE 0 END,
        denominator: CASE WHEN targets > 1e-12 THEN targets ELSE 0 END} AS target,
       {lower: CASE WHEN weight > 1e-12 THEN low / expected_weight END,
        upper: CASE WHEN weight > 1e-12 THEN high / weight END} AS bounds,
       CASE WHEN size * own_people > 0
            THEN toFloat(size(active_ties)) / (size * own_people) END AS density,
       CASE WHEN influences <> []
            THEN reduce(sum = 0.0, x IN influences | sum + x) / size(influences) END AS authority,
       CASE WHEN active_ties <> []
            THEN reduce(sum = 0.0, x IN active_ties | sum + x) / size(active_ties) END AS quality,
       {role: by_role, level: by_level, function: by_function,
        organization: by_organization} AS by,
       [p IN people | {id: p.id, name: p.name, weight: p.weight, coverage: p.coverage,
                       active_ties: p.active_ties,
                       strongest: CASE WHEN p.ties <> [] AND p.ties[0].strength > 1e-12
                         THEN {own: p.ties[0].own.id, strength: p.ties[0].strength} END}
       ] AS people,
       [p IN people WHERE p.active_ties = 0 | p.id] AS uncovered
