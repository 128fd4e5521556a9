// Stakeholders of an account whom a competitor reaches, our lead over the best of them, the
// smallest first (metrics.md 7).
// Parameters: account STRING; opportunity STRING or null; as_of DATE;
// and of the policy, with its defaults: half_life_days FLOAT (180.0); active_threshold FLOAT
//   (0.25); trace_threshold FLOAT (0.05); undated_factor FLOAT (0.5); one_way_factor FLOAT
//   (0.5); default_influence FLOAT (5.0); no_role_weight FLOAT (0.3); channel_weights MAP
//   ({meeting: 0.5, video: 0.4, event: 0.3, call: 0.25, order: 0.15, email: 0.1, message: 0.1,
//   other: 0.1}); role_weights MAP ({decider: 1.0, approver: 0.9, buyer: 0.8, influencer: 0.7,
//   gatekeeper: 0.6, initiator: 0.6, user: 0.5}).
// Columns: id STRING, name STRING, roles LIST OF STRING, weight FLOAT, ours FLOAT, best FLOAT,
//   competitor STRING, lead FLOAT, contested BOOLEAN, lost_ground BOOLEAN.
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
// What each competitor's people and the organization itself reach (metrics.md 7).
CALL (buyers) {
  UNWIND buyers AS b
  CALL (b) {
    MATCH (rival:Organization {kind: 'competitor'})-[tie:REACHES]->(b)
    WHERE coalesce(tie.since <= $as_of, true) AND coalesce(tie.until > $as_of, true)
    RETURN rival, rival.id AS source, max(coalesce(tie.weight, 1.0)) AS strength
  UNION ALL
    MATCH (x:Person)-[tie:REACHES]->(b)
    WHERE coalesce(tie.since <= $as_of, true) AND coalesce(tie.until > $as_of, true)
      AND coalesce(x.joined <= $as_of, true) AND coalesce(x.left > $as_of, true)
    MATCH (x)-[:WORKS_FOR]->(rival:Organization {kind: 'competitor'})
    RETURN rival, x.id AS source, max(coalesce(tie.weight, 1.0)) AS strength
  }
  WITH b, rival, collect(strength) AS strengths
  WITH b, rival, 1 - reduce(missed = 1.0, w IN strengths | missed * (1 - w)) AS theirs
  ORDER BY b.id, round(theirs, 12) DESC, rival.id
  WITH b, collect({rival: rival.id, theirs: theirs}) AS rivals
  RETURN collect({person: b.id, best: rivals[0].theirs, competitor: rivals[0].rival}) AS facing
}
UNWIND people AS p
UNWIND [f IN facing WHERE f.person = p.id] AS f
RETURN p.id AS id, p.name AS name, p.roles AS roles, p.weight AS weight, p.coverage AS ours,
       f.best AS best, f.competitor AS competitor, p.coverage - f.best AS lead,
       p.active_ties >= 1 AND f.best >= $active_threshold - 1e-12 AS contested,
       p.active_ties = 0 AND f.best >= $active_threshold - 1e-12 AS lost_ground
ORDER BY round(lead, 12), id
