// Alignment of an account (metrics.md 4): do the right people face each other?
// Parameters: account STRING; opportunity STRING or null; as_of DATE;
// and of the policy, with its defaults: half_life_days FLOAT (180.0); active_threshold FLOAT
//   (0.25); trace_threshold FLOAT (0.05); undated_factor FLOAT (0.5); one_way_factor FLOAT
//   (0.5); default_influence FLOAT (5.0); no_role_weight FLOAT (0.3); channel_weights MAP
//   ({meeting: 0.5, video: 0.4, event: 0.3, call: 0.25, order: 0.15, email: 0.1, message: 0.1,
//   other: 0.1}); role_weights MAP ({decider: 1.0, approver: 0.9, buyer: 0.8, influencer: 0.7,
//   gatekeeper: 0.6, initiator: 0.6, user: 0.5}); level_unknown FLOAT (0.5); function_fits MAP
//   (by 'own/theirs' functions in alphabetical order: 1.0 where they are the same, and the
//   policy's pairs: {`engineering/it`: 0.5, ...}); function_default FLOAT (0.2);
//   function_unknown FLOAT (0.2).
// Columns: account, stakeholders, own_people; alignment MAP {value, numerator, denominator};
//   fit_covered; level_gap MAP {mean, distribution LIST OF {gap, ties}}; faces LIST OF MAP
//   {own_function, function, strength}, the strongest first. Not here: zipper, counterparts,
//   width, shape.
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
// The best fit this team could offer each stakeholder, and the best that it does.
CALL (buyers, weights, own, ties) {
  UNWIND range(0, size(buyers) - 1) AS row
  WITH row, buyers[row] AS b, weights[row] AS weight, own, ties
  CALL (b, own) {
    UNWIND own AS s
    RETURN coalesce(max(
      CASE WHEN s.level IS NULL OR b.level IS NULL THEN $level_unknown
                      ELSE 1 - abs(s.level - b.level) / 4.0 END
      * CASE WHEN s.function IS NULL OR b.function IS NULL
               OR s.function = 'other' OR b.function = 'other' THEN $function_unknown
             WHEN s.function <= b.function
             THEN coalesce($function_fits[s.function + '/' + b.function], $function_default)
             ELSE coalesce($function_fits[b.function + '/' + s.function], $function_default)
        END), 0.0) AS best
  }
  CALL (b, row, ties) {
    UNWIND [tie IN ties WHERE tie.row = row] AS tie
    WITH b, tie, tie.own AS s
    RETURN coalesce(max(tie.strength
      * CASE WHEN s.level IS NULL OR b.level IS NULL THEN $level_unknown
                      ELSE 1 - abs(s.level - b.level) / 4.0 END
      * CASE WHEN s.function IS NULL OR b.function IS NULL
               OR s.function = 'other' OR b.function = 'other' THEN $function_unknown
             WHEN s.function <= b.function
             THEN coalesce($function_fits[s.function + '/' + b.function], $function_default)
             ELSE coalesce($function_fits[b.function + '/' + s.function], $function_default)
        END), 0.0) AS done
  }
  RETURN sum(weight * done) AS done, sum(weight * best) AS offered, sum(weight) AS weight
}
WITH account, buyers, own, done, offered, weight,
     [tie IN ties WHERE tie.strength >= $active_threshold - 1e-12
       | {s: tie.own, b: buyers[tie.row], strength: tie.strength}] AS active
CALL (active) {
  UNWIND active AS tie
  WITH tie.s.function AS own_function, tie.b.function AS function, sum(tie.strength) AS strength
  ORDER BY round(strength, 12) DESC, own_function IS NULL, own_function, function IS NULL, function
  RETURN collect({own_function: own_function, function: function, strength: strength}) AS faces
}
CALL (active) {
  UNWIND [tie IN active WHERE tie.s.level IS NOT NULL AND tie.b.level IS NOT NULL] AS tie
  WITH tie.s.level - tie.b.level AS gap, tie.strength AS strength
  WITH gap, count(*) AS ties, sum(strength) AS strength
  ORDER BY gap
  WITH collect({gap: gap, ties: ties}) AS distribution, sum(gap * strength) AS gaps,
       sum(strength) AS strength
  RETURN {mean: CASE WHEN strength > 1e-12 THEN gaps / strength END,
          distribution: distribution} AS level_gap
}
RETURN account.id AS account, size(buyers) AS stakeholders, size(own) AS own_people,
       {value: CASE WHEN offered > 1e-12 THEN toFloat(done) / offered END,
        numerator: CASE WHEN offered > 1e-12 THEN done ELSE 0 END,
        denominator: CASE WHEN offered > 1e-12 THEN offered ELSE 0 END} AS alignment,
       CASE WHEN weight > 1e-12 THEN done / weight END AS fit_covered, level_gap, faces
