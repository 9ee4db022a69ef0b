//! What answers (答えるもの): the statements of a corpus, in an index of this machine or on an engine, and what questions to them
//! are analysed with.

use std::collections::BTreeMap;

use kurabe_cluster::Cluster;
use kurabe_corpus::Corpus;
use kurabe_index::{Index, Manifest, Meanings, Source, Store, Summary};
use kurabe_model::DocumentFacts;
use kurabe_query::{Asking, Signals, Statements};
use kurabe_render::sheet::Origin;

use crate::toolbox::Toolbox;

/// A corpus, the statements of which answer, and what these are analysed with.
pub(crate) struct Library {
    pub(crate) corpus: Corpus,
    pub(crate) holds: Holds,
    pub(crate) toolbox: Toolbox,
    meanings: Option<Meanings>,
}

/// Where the statements lie that answer.
pub(crate) enum Holds {
    /// In an index of this machine.
    Index(Box<Index>),
    /// On an engine.
    Cluster(Box<Cluster>),
}

impl Library {
    pub(crate) fn new(corpus: Corpus, holds: Holds, toolbox: Toolbox) -> Self {
        Self { corpus, holds, toolbox, meanings: None }
    }

    /// What a question is put to.
    pub(crate) fn asking(&self) -> Asking<'_> {
        self.asking_by(self.signals())
    }

    /// The same, ranked by signals of one's choice.
    pub(crate) fn asking_by<'l>(&'l self, signals: Signals<'l>) -> Asking<'l> {
        let statements = match &self.holds {
            Holds::Index(index) => Statements::Here(index.as_ref()),
            Holds::Cluster(cluster) => Statements::Fetched(cluster.desk()),
        };
        Asking { statements, tools: self.toolbox.tools(), gazetteer: self.corpus.gazetteer(), signals }
    }

    /// What answers are ranked by.
    pub(crate) fn signals(&self) -> Signals<'_> {
        self.meanings.as_ref().map_or(Signals::Words, Signals::Both)
    }

    /// The index, where the statements lie on this machine.
    pub(crate) fn index(&self) -> Option<&Index> {
        match &self.holds {
            Holds::Index(index) => Some(index),
            Holds::Cluster(_) => None,
        }
    }

    /// The engine, where they lie on one.
    pub(crate) fn cluster(&self) -> Option<&Cluster> {
        match &self.holds {
            Holds::Index(_) => None,
            Holds::Cluster(cluster) => Some(cluster),
        }
    }

    /// What the statements were made of.
    pub(crate) fn manifest(&self) -> &Manifest {
        match &self.holds {
            Holds::Index(index) => index.manifest(),
            Holds::Cluster(cluster) => cluster.manifest(),
        }
    }

    /// What they come to.
    pub(crate) fn summary(&self) -> &Summary {
        match &self.holds {
            Holds::Index(index) => index.summary(),
            Holds::Cluster(cluster) => cluster.summary(),
        }
    }

    /// The same library answering by what its statements mean, too.
    pub(crate) fn meaning(self, meanings: Option<Meanings>) -> Self {
        Self { meanings, ..self }
    }

    /// What its statements mean, where that is known.
    pub(crate) fn meanings(&self) -> Option<&Meanings> {
        self.meanings.as_ref()
    }

    /// The documents of the corpus, with what of them answers; on an engine, those that lie there.
    pub(crate) fn origins(&self) -> Vec<Origin> {
        let held = self.manifest().sources.iter().map(|source| (&source.id, source));
        let held: BTreeMap<_, &Source> = held.collect();
        let origin = |municipality: String, facts: &DocumentFacts| {
            let source = held.get(&facts.id);
            let digest = source.and_then(|source| source.digest.split_once('-'));
            let digest = digest.map(|(_, content)| content.to_owned()).filter(|content| !content.is_empty());
            let unreadable = source.is_some_and(|source| !source.is_read());
            Origin { municipality, facts: facts.clone(), digest, unreadable }
        };
        if self.cluster().is_some() {
            let asking = self.asking();
            // What cannot be fetched now could not answer, either.
            let papers = asking.context().index.papers().filter_map(|paper| paper.ok().flatten());
            return papers.map(|paper| origin(paper.municipality.name, &paper.document.facts)).collect();
        }
        let named = |facts: &DocumentFacts| {
            let municipality = self.corpus.municipality(facts.municipality.value)?.name.clone();
            Some(origin(municipality, facts))
        };
        self.corpus.documents().iter().filter_map(named).collect()
    }

    /// The store the index lies in; nothing for one in memory.
    pub(crate) fn store(&self) -> Option<Store> {
        self.index()?.folder()?.parent().map(Store::at)
    }
}
