package vocabulary

import (
	"strings"
	"testing"
)

// TestProductsAreTermsOfTheirOwn names products and ideas that somebody who hires keeps apart: a report that calls one by the name of
// another is wrong, however alike they are. Of each line no two may share a term, and all must be known.
func TestProductsAreTermsOfTheirOwn(t *testing.T) {
	v := builtIn(t)
	terms := spellings(v)
	for line := range strings.Lines(`Perforce, CVS, ClearCase, Visual SourceSafe, Subversion, Mercurial, Git
BoltDB, RocksDB, LevelDB, LMDB, BadgerDB
Robot Framework, TestNG, QTP, Quality Center, Katalon, TestRail, Ranorex
Fivetran, Airbyte, Informatica, SSIS, Talend, DataStage, Pentaho, Ab Initio
Looker, Crystal Reports, Cognos, Business Objects, MicroStrategy, Metabase, Tableau
MERN, MEAN
ExtJS, Dojo Toolkit, GWT, Knockout.js, Kendo UI, Vaadin, MooTools
Kentico, Sitecore, Umbraco, DotNetNuke, Episerver
Infor, JD Edwards, Epicor, Acumatica
HubSpot, SugarCRM, Zoho CRM, Pipedrive
Burp Suite, Wireshark, Nessus, Metasploit, Nmap, OWASP ZAP
Auth0, Okta, Keycloak, Ping Identity
HashiCorp Vault, Azure Key Vault, AWS Secrets Manager
Fail2ban, WAF, ModSecurity
CCPA, FERPA, GDPR, HIPAA
NIST, FedRAMP
SOX, COBIT
IntelliJ IDEA, PyCharm, NetBeans, WebStorm, Eclipse
Trello, Asana, Redmine, Bugzilla, Basecamp, Jira
Webpack, Gulp, Grunt, Babel, Vite, esbuild
Unix, Solaris, AIX, HP-UX, FreeBSD, Linux
VMware, Hyper-V, KVM, VirtualBox
Jenkins, Harness, Spinnaker, Octopus Deploy, GoCD, Tekton
Nagios, Zabbix, SolarWinds, PRTG
Splunk, Graylog, Sumo Logic
Podman, LXC, Docker
JDBC, ODBC, ADO.NET
JAX-RS, JAX-WS, RESTEasy
SQL Server Agent, Always On, log shipping
Oracle RAC, Data Guard, RMAN, GoldenGate, Exadata
TCP/IP, DNS, DHCP
XML, XSLT, XSD, XPath
Avro, Apache Thrift, MessagePack, Protocol Buffers
WebSocket, SignalR, Socket.IO, server-sent events
Handlebars, Thymeleaf, Razor views, Twig, EJS, Jinja2, Liquid
Photoshop, InDesign, Adobe Flash, Dreamweaver, Adobe Illustrator
Redux, RxJS, MobX, Vuex
Tomcat, TomEE
S3, MinIO
DBeaver, SSMS, TOAD, pgAdmin, phpMyAdmin
MuleSoft, BizTalk, Boomi, webMethods, ESB
Adyen, Braintree, Klarna, Stripe
Twilio, SendGrid, Plaid, Mailgun
Cisco, Juniper, VPN, VLAN, BGP
JUnit, Hamcrest, AssertJ, Mockito
NUnit, xUnit, MSTest, Moq
RSpec, Capybara, Minitest
Valgrind, GDB, pprof, JProfiler, profiling
RuboCop, Checkstyle, PMD, ESLint, Pylint, flake8
Agile, Scrum, Kanban, SAFe, Waterfall, SDLC
Microsoft Office, Google Workspace, Outlook
Temporal, Camunda
TIBCO, Solace PubSub
Hadoop, Amazon EMR, Cloudera
Airflow, Dagster, Prefect
Apache Hive, Presto, Apache Pig, Trino
MLflow, SageMaker, Kubeflow, Vertex AI
pandas, Polars, Dask
Matplotlib, Plotly, Seaborn
TensorFlow, JAX library, PyTorch
scikit-learn, XGBoost, LightGBM
generative AI, LangChain, Hugging Face
BigCommerce, PrestaShop, Shopware, SAP Commerce
Contentful, Strapi, Sanity.io
Liferay, Alfresco, Documentum
DigitalOcean, Hetzner, OVH, Linode
Cloudflare, Akamai, CDN, Fastly
Snyk, Veracode, Checkmarx, SonarQube
SAML, ADFS, SSO
LDAP, Active Directory, Kerberos
service discovery, feature flags, LaunchDarkly
CQRS, event sourcing, saga pattern
design patterns, SOLID, MVC, dependency injection
latency, throughput
Mocha, Chai, Sinon.js
Selenium, WebdriverIO
Cucumber, SpecFlow, Behat
Catch2, GoogleTest
Poetry, pip, conda
Vim, Emacs, Sublime Text
MATLAB, Simulink
VBA, VBScript
Verilog, VHDL
PostgreSQL, PgBouncer, pgvector
MySQL, Percona, MariaDB
Kafka, Confluent, Redpanda, ksqlDB
Figma, Adobe XD, Sketch, InVision
JavaFX, Java Swing
Cordova, Ionic
JMeter, Gatling, Locust, k6, load testing
Hibernate, NHibernate
TDD, BDD
web attacks, CORS
penetration testing, threat modelling
progressive web apps, single-page applications
monitoring, Nagios
DevOps, SRE
mainframe, AS400, CICS`) {
		owner := map[string]string{}
		for name := range strings.SplitSeq(strings.TrimSpace(line), ",") {
			name = strings.TrimSpace(name)
			term, ok := terms[strings.ToLower(name)]
			if !ok {
				t.Errorf("%q is in no term", name)
				continue
			}
			if other, ok := owner[term]; ok {
				t.Errorf("%q and %q are both called %s", other, name, term)
			}
			owner[term] = name
		}
	}
}
