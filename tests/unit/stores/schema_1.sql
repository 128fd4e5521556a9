PRAGMA application_id=1262570823;
PRAGMA user_version=1;
BEGIN TRANSACTION;
CREATE TABLE "accounts" (
  "pk" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "name" TEXT NOT NULL,
  "organization" INTEGER NOT NULL REFERENCES "organizations"("pk") DEFERRABLE INITIALLY DEFERRED,
  "manager" INTEGER REFERENCES "people"("pk") DEFERRABLE INITIALLY DEFERRED,
  "expected_size" INTEGER,
  "tier" TEXT,
  "note" TEXT
) STRICT;
INSERT INTO "accounts" VALUES(13,'a1','First',3,7,NULL,NULL,NULL);
INSERT INTO "accounts" VALUES(14,'a2','Second',5,NULL,12,NULL,NULL);
CREATE TABLE "contacts" (
  "pk" INTEGER PRIMARY KEY,
  "own" INTEGER NOT NULL REFERENCES "people"("pk") DEFERRABLE INITIALLY DEFERRED,
  "person" INTEGER NOT NULL REFERENCES "people"("pk") DEFERRABLE INITIALLY DEFERRED,
  "level" INTEGER NOT NULL,
  "target" INTEGER,
  "last_contact" INTEGER,
  "since" INTEGER,
  "until" INTEGER,
  "source" TEXT,
  "note" TEXT
) STRICT;
INSERT INTO "contacts" VALUES(1,7,9,2,NULL,NULL,NULL,738886,NULL,NULL);
INSERT INTO "contacts" VALUES(2,7,9,3,4,NULL,738886,NULL,NULL,NULL);
INSERT INTO "contacts" VALUES(3,8,11,0,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE "interactions" (
  "pk" INTEGER PRIMARY KEY,
  "date" INTEGER NOT NULL,
  "own" INTEGER NOT NULL REFERENCES "people"("pk") DEFERRABLE INITIALLY DEFERRED,
  "person" INTEGER NOT NULL REFERENCES "people"("pk") DEFERRABLE INITIALLY DEFERRED,
  "channel" TEXT NOT NULL,
  "two_way" INTEGER,
  "id" TEXT UNIQUE,
  "subject" TEXT
) STRICT;
INSERT INTO "interactions" VALUES(1,738945,7,9,'call',NULL,NULL,NULL);
INSERT INTO "interactions" VALUES(2,738945,7,9,'call',NULL,NULL,NULL);
INSERT INTO "interactions" VALUES(3,738946,7,11,'email',NULL,'m-1',NULL);
INSERT INTO "interactions" VALUES(4,738946,8,12,'event',0,NULL,'fair');
CREATE TABLE "memberships" (
  "pk" INTEGER PRIMARY KEY,
  "account" INTEGER NOT NULL REFERENCES "accounts"("pk") DEFERRABLE INITIALLY DEFERRED,
  "center" TEXT NOT NULL,
  "person" INTEGER NOT NULL REFERENCES "people"("pk") DEFERRABLE INITIALLY DEFERRED,
  "opportunity" INTEGER REFERENCES "opportunities"("pk") DEFERRABLE INITIALLY DEFERRED,
  "roles" TEXT,
  "stance" TEXT,
  "source_of_fact" TEXT,
  "stated_on" INTEGER,
  "stated_by" TEXT,
  "since" INTEGER,
  "until" INTEGER,
  "phases" TEXT,
  "note" TEXT
) STRICT;
INSERT INTO "memberships" VALUES(1,13,'buying',9,NULL,'user|decider',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "memberships" VALUES(2,13,'buying',9,NULL,'user|decider',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "memberships" VALUES(3,13,'buying',10,15,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "memberships" VALUES(4,13,'selling',7,NULL,'lead',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "memberships" VALUES(5,14,'buying',11,NULL,NULL,NULL,NULL,NULL,NULL,NULL,739007,NULL,NULL);
INSERT INTO "memberships" VALUES(6,14,'ecosystem',12,NULL,'competitor',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE "meta" ("name" TEXT PRIMARY KEY, "value" TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('created_by','0.1.0');
INSERT INTO "meta" VALUES('digest.accounts','0d208638d73b09132d49d1edef660536b770d56278635d6e9ed0fdb04514975e');
INSERT INTO "meta" VALUES('digest.contacts','7b6ac1471ae991e7c7ad2d34c23240d8191ef4d54d5d31514898083002f3eb5e');
INSERT INTO "meta" VALUES('digest.interactions','24d627696e4a96c7fa1f950352077b8c9a1fe36a34a500276257f40ac20e453e');
INSERT INTO "meta" VALUES('digest.memberships','4c713eab63ba106df78cb70aa48e504cb17e35b2e12ecca085a87360e62b2adc');
INSERT INTO "meta" VALUES('digest.opportunities','4ee5e2342b04c2c6d309f303d83f4d11997502e27beb13e45e4fa69b8cfb9ec2');
INSERT INTO "meta" VALUES('digest.organizations','03855178b2c9b28cca08c2f24aad023bd8d0cb10e5ffbc083a243e8739508274');
INSERT INTO "meta" VALUES('digest.people','255c5b90eec1816ccd943b7f2adcedaba4ffa3c9e36b294d8271ca345c211089');
INSERT INTO "meta" VALUES('digest.ties','836402d6ca69923e7a63a310fce56557ef38d0cb86ec511b1800a6e7d7656844');
INSERT INTO "meta" VALUES('format','1');
INSERT INTO "meta" VALUES('rows.accounts','2');
INSERT INTO "meta" VALUES('rows.contacts','3');
INSERT INTO "meta" VALUES('rows.interactions','4');
INSERT INTO "meta" VALUES('rows.memberships','6');
INSERT INTO "meta" VALUES('rows.opportunities','1');
INSERT INTO "meta" VALUES('rows.organizations','6');
INSERT INTO "meta" VALUES('rows.people','6');
INSERT INTO "meta" VALUES('rows.ties','4');
CREATE TABLE "opportunities" (
  "pk" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "account" INTEGER NOT NULL REFERENCES "accounts"("pk") DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL,
  "stage" TEXT,
  "value" REAL,
  "currency" TEXT,
  "close_date" INTEGER,
  "probability" REAL,
  "note" TEXT
) STRICT;
INSERT INTO "opportunities" VALUES(15,'d1',13,'Deal',NULL,1000000.0,'EUR',NULL,NULL,NULL);
CREATE TABLE "organizations" (
  "pk" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "parent" INTEGER REFERENCES "organizations"("pk") DEFERRABLE INITIALLY DEFERRED,
  "industry" TEXT,
  "country" TEXT
) STRICT;
INSERT INTO "organizations" VALUES(1,'us','Us AG','own',NULL,NULL,NULL);
INSERT INTO "organizations" VALUES(2,'us-south','Us Süd','own',1,NULL,NULL);
INSERT INTO "organizations" VALUES(3,'a1','''s-Hertogenbosch NV','customer',NULL,NULL,'NL');
INSERT INTO "organizations" VALUES(4,'works','Works','customer',3,NULL,NULL);
INSERT INTO "organizations" VALUES(5,'o,2','The "Second", Ltd/Co','customer',NULL,NULL,NULL);
INSERT INTO "organizations" VALUES(6,'rival','Rival','competitor',NULL,NULL,NULL);
CREATE TABLE "people" (
  "pk" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "organization" INTEGER NOT NULL REFERENCES "organizations"("pk") DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT,
  "title" TEXT,
  "function" TEXT,
  "level" INTEGER,
  "influence" REAL,
  "location" TEXT,
  "languages" TEXT,
  "email" TEXT,
  "phone" TEXT,
  "vacant" INTEGER,
  "joined" INTEGER,
  "left" INTEGER,
  "successor" INTEGER REFERENCES "people"("pk") DEFERRABLE INITIALLY DEFERRED,
  "attrition" REAL,
  "note" TEXT
) STRICT;
INSERT INTO "people" VALUES(7,'k1',1,'Kim',NULL,'sales',3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "people" VALUES(8,'k2',2,'Luz',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,739252,7,0.1,NULL);
INSERT INTO "people" VALUES(9,'c1',3,'Ana O''Neill',NULL,NULL,NULL,7.3,NULL,'de|en',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "people" VALUES(10,'c2',4,NULL,NULL,NULL,NULL,3.00000000000000044408e-01,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "people" VALUES(11,'c3',5,'Zoë, 李',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'+49 89 1',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "people" VALUES(12,'r1',6,'Rex',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'=2+2
''x');
CREATE TABLE "ties" (
  "pk" INTEGER PRIMARY KEY,
  "source" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "weight" REAL,
  "since" INTEGER,
  "until" INTEGER,
  "source_of_fact" TEXT,
  "note" TEXT
) STRICT;
INSERT INTO "ties" VALUES(1,9,10,'reports_to',NULL,738521,NULL,NULL,NULL);
INSERT INTO "ties" VALUES(2,6,9,'contact',0.5,NULL,NULL,NULL,NULL);
INSERT INTO "ties" VALUES(3,6,1,'competes',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "ties" VALUES(4,12,11,'knows',NULL,NULL,738886,NULL,NULL);
CREATE INDEX "opportunities_account" ON "opportunities" ("account");
CREATE INDEX "memberships_account" ON "memberships" ("account");
CREATE INDEX "contacts_person" ON "contacts" ("person");
CREATE UNIQUE INDEX "contacts_key" ON "contacts" ("own", "person", ifnull("since", -1));
CREATE INDEX "interactions_person" ON "interactions" ("person");
CREATE INDEX "ties_source" ON "ties" ("source");
CREATE INDEX "ties_target" ON "ties" ("target");
COMMIT;
