import './style.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { theme } from './lib/theme.svelte';

theme.start();
const target = document.getElementById('app');
// The name of the program stands there until the pages do.
target?.replaceChildren();
if (target) mount(App, { target });
