//! Laying what a file says over what is known: cell by cell, so that a file may say one thing only.

use super::model::Model;
use super::read::{Entry, Said};

/// Adds what is new and replaces what is said anew; the order of the picker stays.
pub(super) fn lay(models: &mut Vec<Model>, entries: Vec<Entry>) {
    for entry in entries {
        match models.iter_mut().find(|model| model.id == entry.id) {
            Some(model) => say(model, entry),
            None => {
                let mut model = Model::unknown(&entry.id);
                say(&mut model, entry);
                models.push(model);
            }
        }
    }
}

fn say(model: &mut Model, entry: Entry) {
    let (en, zh) = (entry.en.clone(), entry.zh.clone());
    put(&mut model.name, entry.name);
    put(&mut model.maker, entry.maker);
    put(&mut model.en, entry.en);
    put(&mut model.zh, entry.zh);
    // Who writes for themselves writes in one language: better that one than none.
    if model.en.is_empty() {
        put(&mut model.en, zh);
    }
    if model.zh.is_empty() {
        put(&mut model.zh, en);
    }
    lay_cell(&mut model.text, entry.text);
    lay_cell(&mut model.pictures, entry.pictures);
    lay_cell(&mut model.max_pictures, entry.max_pictures);
    lay_cell(&mut model.roles, entry.roles);
    lay_cell(&mut model.ratios, entry.ratios);
    lay_cell(&mut model.sizes, entry.sizes);
    lay_cell(&mut model.lengths_s, entry.lengths_s);
    lay_cell(&mut model.usual_s, entry.usual_s);
    lay_cell(&mut model.limits, entry.limits);
    lay_cell(&mut model.english_best, entry.english_best);
    lay_cell(&mut model.typical_s, entry.typical_s);
}

fn put(field: &mut String, said: Option<String>) {
    if let Some(said) = said {
        *field = said;
    }
}

fn lay_cell<T>(cell: &mut Option<super::model::Cell<T>>, said: Said<T>) {
    if let Some(said) = said {
        *cell = said;
    }
}
